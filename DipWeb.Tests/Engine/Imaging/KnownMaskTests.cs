using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Imaging;

public sealed class KnownMaskTests
{
    [Fact]
    public void FromBrush_PaintedPixels_BecomeTheHole()
    {
        var mask = KnownMask.FromBrush(1, 4, [0, 127, 128, 255]);

        Assert.Equal([1, 1, 0, 0], mask.Values.ToArray());
        Assert.Equal(0.5, mask.HoleShare);
    }

    [Fact]
    public void Composite_KnownPixels_AreTheMeasurementBitForBit()
    {
        var measurement = SyntheticImages.Waves(8, 8);
        var mask = KnownMask.FromBrush(8, 8, [.. Enumerable.Range(0, 64).Select(i => (byte)(i % 3 == 0 ? 255 : 0))]);

        var result = mask.Composite(measurement, SyntheticImages.Constant(0.25f, 3, 8, 8));

        for (var i = 0; i < 64; i++)
        {
            Assert.Equal(i % 3 == 0 ? 0.25f : measurement.Plane(1)[i], result.Plane(1)[i]);
        }
    }

    [Fact]
    public void InAll_SeveralMasks_KnowsWhatEachKnows() =>
        Assert.Equal([1, 0, 0, 0], KnownMask.InAll([new KnownMask(1, 4, [1, 1, 0, 0]), new KnownMask(1, 4, [1, 0, 1, 0])]).Values.ToArray());

    [Fact]
    public void Without_KnownPixels_AreHoles() =>
        Assert.Equal([1, 0, 0, 0], new KnownMask(1, 4, [1, 1, 0, 1]).Without([1, 3]).Values.ToArray());

    [Fact]
    public void Constructor_ValueTwo_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new KnownMask(1, 2, [0, 2]));
}
