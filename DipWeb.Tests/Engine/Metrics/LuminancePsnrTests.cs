using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Metrics;

/// <summary>
/// A float near 0.6 is off by at most 3e-8, a difference of 0.1 so by 3e-7 of itself and its PSNR by 3e-6 dB; the expected
/// figures have five decimals.
/// </summary>
public sealed class LuminancePsnrTests
{
    private const double Tolerance = 1e-5;

    // -20 log10(0.1 w / 255) with the weights w = 65.481, 128.553 and 24.966.
    [Theory]
    [InlineData(0, 31.80850)]
    [InlineData(1, 25.94916)]
    [InlineData(2, 40.18382)]
    public void Between_OneChannelIsOff_CountsItByItsWeight(int wrong, double expected)
    {
        var reference = SyntheticImages.Constant(0.5f);
        var estimate = SyntheticImages.Filled(3, 32, 32, (channel, _, _) => channel == wrong ? 0.6f : 0.5f);

        Assert.Equal(expected, LuminancePsnr.Between(estimate, reference, 0), Tolerance);
    }

    [Fact]
    public void Between_AllChannelsAreOff_CountsThemByTheSumOfTheWeights()
    {
        // The weights sum to 219: -20 log10(0.1 * 219 / 255).
        var psnr = LuminancePsnr.Between(SyntheticImages.Constant(0.6f), SyntheticImages.Constant(0.5f), 0);

        Assert.Equal(21.32192, psnr, Tolerance);
    }

    [Fact]
    public void Between_OnePixelInsideTheBorder_IsSharedByThePixelsThatCount()
    {
        // Green off by 0.5 in one of the 16 pixels that a shave of 2 leaves of 8x8: -10 log10((0.5 * 128.553 / 255)^2 / 16).
        var estimate = WithGreen(0.5f, y: 2, x: 5);

        Assert.Equal(24.01096, LuminancePsnr.Between(estimate, WithGreen(0, 0, 0), 2), Tolerance);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 6)]
    [InlineData(7, 7)]
    public void Between_OnePixelOfTheBorder_DoesNotCount(int y, int x) =>
        Assert.Equal(double.PositiveInfinity, LuminancePsnr.Between(WithGreen(0.5f, y, x), WithGreen(0, 0, 0), 2));

    [Fact]
    public void Between_GreyPictures_IsTheirPsnr()
    {
        var (estimate, reference) = (SyntheticImages.Constant(0.6f, channels: 1), SyntheticImages.Constant(0.5f, channels: 1));

        Assert.Equal(Psnr.Between(estimate, reference), LuminancePsnr.Between(estimate, reference, 3), Tolerance);
    }

    [Fact]
    public void Between_ValuesOutsideTheRange_AreClipped() =>
        Assert.Equal(double.PositiveInfinity, LuminancePsnr.Between(SyntheticImages.Constant(1.7f), SyntheticImages.Constant(1f), 0));

    [Fact]
    public void Between_ShaveLeavesNothing_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LuminancePsnr.Between(WithGreen(0, 0, 0), WithGreen(0, 0, 0), 4));

    [Fact]
    public void Between_DifferentShapes_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LuminancePsnr.Between(SyntheticImages.Constant(0.5f, width: 31), SyntheticImages.Constant(0.5f), 2));

    private static ImageBuffer WithGreen(float value, int y, int x) =>
        SyntheticImages.Filled(3, 8, 8, (channel, row, column) => (channel, row, column) == (1, y, x) ? value : 0f);
}
