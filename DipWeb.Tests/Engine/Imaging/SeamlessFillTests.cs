using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Imaging;

public sealed class SeamlessFillTests
{
    [Theory]
    [InlineData(40, 56, 1)]
    [InlineData(33, 17, 3)]
    public void Compose_RestorationThatIsTooBright_LeavesNoEdge(int height, int width, int channels)
    {
        var clean = SyntheticImages.Filled(channels, height, width, (c, y, x) => 0.4f + (0.002f * y) + (0.03f * c));
        var restored = SyntheticImages.Filled(channels, height, width, (c, y, x) => clean[c, y, x] + 0.1f + (0.001f * x));
        var known = Hole(height, width);

        var filled = SeamlessFill.Compose(known, clean, restored);

        var worst = filled.ToArray().Zip(clean.ToArray(), (made, wanted) => Math.Abs(made - wanted)).Max();
        Assert.True(worst < 0.01, $"{worst}"); // a tenth of what pasting alone leaves
    }

    [Fact]
    public void Compose_KnownSamples_AreTheMeasurementsBitForBit()
    {
        var (measured, restored) = (SyntheticImages.Waves(30, 31), SyntheticImages.Constant(0.5f, 3, 30, 31));
        var known = Hole(30, 31);

        var filled = SeamlessFill.Compose(known, measured, restored);

        for (var i = 0; i < known.Values.Length; i++)
        {
            Assert.True(known.Values[i] == 0 || filled.Plane(1)[i] == measured.Plane(1)[i]);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    public void Compose_EverythingLostButOnePixel_StaysFinite(int height, int width)
    {
        var known = new KnownMask(height, width, [1, .. new byte[(height * width) - 1]]);
        var measured = SyntheticImages.Constant(1, 1, height, width);

        var filled = SeamlessFill.Compose(known, measured, SyntheticImages.Constant(0.25f, 1, height, width));

        Assert.All(filled.ToArray(), sample => Assert.Equal(1, sample, 1e-6f)); // the one known pixel says that everything is too dark
    }

    private static KnownMask Hole(int height, int width) =>
        KnownMask.FromBrush(height, width, [.. Enumerable.Range(0, height * width).Select(i =>
            (byte)(Math.Abs((i / width) - (height / 2)) < 6 && Math.Abs((i % width) - (width / 2)) < 5 ? 255 : 0))]);
}
