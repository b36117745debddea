using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Diagnostics;

public sealed class NoiseLevelTests
{
    private static readonly ImageBuffer Clean = SyntheticImages.Waves(192, 192);

    [Theory]
    [InlineData(15)]
    [InlineData(25)]
    [InlineData(50)]
    public void Estimate_ClippedNoise_IsTrueToThreePercent(double greyLevels)
    {
        var noisy = SyntheticDamage.Noise(Clean, greyLevels / 255);

        Assert.InRange(255 * NoiseLevel.Estimate(noisy), 0.97 * greyLevels, 1.03 * greyLevels);
    }

    /// <summary>Half of the noise on black is cut off: what remains has 0.58 of its deviation.</summary>
    [Fact]
    public void Estimate_DarkPicture_AddsBackWhatClippingTook()
    {
        var dark = SyntheticImages.Filled(1, 192, 192, (_, y, x) => 0.12f + (0.1f * MathF.Sin((x + y) / 20f)));

        var noisy = SyntheticDamage.Noise(dark, 0.1);

        Assert.InRange(NoiseLevel.Estimate(noisy), 0.094, 0.106); // the brightness of a patch is known only to a few hundredths
        Assert.InRange(NoiseLevel.Haar(noisy), 0, 0.094);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Estimators_NoiseOnGrey_Agree(int channels)
    {
        var noisy = SyntheticDamage.Noise(SyntheticImages.Constant(0.5f, channels, 128, 128), 0.1);

        Assert.InRange(NoiseLevel.Haar(noisy), 0.096, 0.104); // 4096 details per channel: one in a hundred, times three
        Assert.InRange(NoiseLevel.Immerkaer(noisy), 0.097, 0.103);
        Assert.InRange(NoiseLevel.Estimate(noisy), 0.097, 0.103);
    }

    [Fact]
    public void Estimate_CleanPicture_IsLessThanAGreyLevel() => Assert.InRange(NoiseLevel.Estimate(Clean), 0, 1 / 255.0);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    [InlineData(40, 40)]
    public void Estimators_ConstantPictureOfAnySize_SayZero(int height, int width)
    {
        var flat = SyntheticImages.Constant(1f, 3, height, width);

        Assert.Equal((0d, 0d, 0d), (NoiseLevel.Haar(flat), NoiseLevel.Immerkaer(flat), NoiseLevel.Estimate(flat)));
    }
}
