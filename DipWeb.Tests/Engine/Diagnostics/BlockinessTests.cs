using DipWeb.Engine.Diagnostics;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Diagnostics;

public sealed class BlockinessTests
{
    [Fact]
    public void Of_BlocksOnTheGrid_IsHigh() =>
        Assert.InRange(Blockiness.Of(SyntheticDamage.Noise(SyntheticDamage.Blocks(SyntheticImages.Waves()), 1 / 255.0)), 2, 100);

    [Fact]
    public void Of_NoGrid_IsAboutOne()
    {
        Assert.InRange(Blockiness.Of(SyntheticImages.Waves(128, 128)), 0.9, 1.1); // the waves' own slope differs from place to place
        Assert.InRange(Blockiness.Of(SyntheticDamage.Noise(SyntheticImages.Waves(128, 128), 0.1)), 0.97, 1.03);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 40)]
    [InlineData(32, 32)]
    public void Of_ConstantPictureOfAnySize_IsOne(int height, int width) => Assert.Equal(1, Blockiness.Of(SyntheticImages.Constant(0.3f, 3, height, width)));
}
