using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Diagnostics;

public sealed class LostPixelsTests
{
    private static readonly ImageBuffer Clean = SyntheticImages.Waves(128, 128);

    [Theory]
    [InlineData(0.05, 0f)]
    [InlineData(0.5, 0f)]
    [InlineData(0.5, 1f)]
    [InlineData(0.9, 1f)]
    [InlineData(0.98, 0f)]
    public void FindValue_PixelsLostAtRandom_IsTheirValue(double share, float value)
    {
        var lost = SyntheticDamage.Lost(Clean, share, value);

        Assert.Equal(value, LostPixels.FindValue(lost));
        Assert.Equal(share, LostPixels.Find(lost, value).HoleShare, 0.02); // 16384 draws: three deviations are 0.012
    }

    [Fact]
    public void FindValue_BlackAndSaturatedRegions_AreNoLoss()
    {
        var regions = SyntheticImages.Filled(3, 128, 128, (c, y, x) => x < 40 ? 0 : y > 90 ? 1 : Clean[c, y, x]);

        Assert.Null(LostPixels.FindValue(regions));
    }

    [Fact]
    public void FindValue_LossBesideABlackRegion_IsStillFound()
    {
        var region = SyntheticImages.Filled(3, 128, 128, (c, y, x) => x < 30 ? 0 : Clean[c, y, x]);

        Assert.Equal(0d, LostPixels.FindValue(SyntheticDamage.Lost(region, 0.5, 0)));
    }

    [Fact]
    public void FindValue_OtherDamages_AreNoLoss()
    {
        Assert.Null(LostPixels.FindValue(Clean));
        Assert.Null(LostPixels.FindValue(SyntheticDamage.Noise(Clean, 50 / 255.0)));
        Assert.Null(LostPixels.FindValue(SyntheticDamage.SaltAndPepper(SyntheticImages.Waves(128, 128, 1), 0.3)));
        Assert.Null(LostPixels.FindValue(SyntheticDamage.BlackRows(Clean, y => y % 5 == 0)));
    }

    /// <summary>Clipping strews black over a dark picture too, but with all the values next to black.</summary>
    [Fact]
    public void FindValue_NoiseClippedAtBlack_IsNoLoss()
    {
        var dark = SyntheticImages.Filled(1, 128, 128, (_, y, x) => 0.15f + (0.1f * MathF.Sin((x + y) / 20f)));

        Assert.Null(LostPixels.FindValue(SyntheticDamage.Noise(dark, 50 / 255.0)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 30)]
    [InlineData(30, 1)]
    [InlineData(32, 32)]
    public void FindValue_ConstantPictureOfAnySize_IsNull(int height, int width)
    {
        Assert.Null(LostPixels.FindValue(SyntheticImages.Constant(0f, 1, height, width)));
        Assert.Null(LostPixels.FindValue(SyntheticImages.Constant(1f, 3, height, width)));
    }
}
