using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Imaging;

public sealed class NetworkPaddingTests
{
    [Theory]
    [InlineData(37, 50)]
    [InlineData(1, 1)]
    [InlineData(1, 64)]
    [InlineData(32, 64)]
    public void CutOff_ExtendedPicture_IsThePictureBitForBit(int height, int width)
    {
        var picture = SyntheticImages.Waves(height, width);
        var padding = new NetworkPadding(height, width, multiple: 32, minimum: 64);

        var extended = padding.Extend(picture);

        Assert.Equal((0, 0), (extended.Height % 32, extended.Width % 32));
        Assert.True(extended.Height >= 64 && extended.Width >= 64);
        Assert.Equal(picture.Samples.ToArray(), padding.CutOff(extended, Ratio.One).Samples.ToArray());
    }

    [Fact]
    public void Extend_OneRow_IsReflectedWithoutRepeatingTheEdge()
    {
        var picture = new ImageBuffer(1, 1, 3, [0.1f, 0.2f, 0.3f]);
        var padding = new NetworkPadding(1, 3, multiple: 7, minimum: 7);

        var extended = padding.Extend(picture);

        Assert.Equal([0.3f, 0.2f, 0.1f, 0.2f, 0.3f, 0.2f, 0.1f], extended.Plane(0)[..7].ToArray());
    }

    [Fact]
    public void Extend_MaskWithHoleAtTheEdge_MirrorsTheHole()
    {
        var mask = KnownMask.FromBrush(1, 4, [255, 255, 0, 0]);

        var extended = new NetworkPadding(1, 4, multiple: 8, minimum: 8).Extend(mask);

        Assert.Equal([1, 0, 0, 0, 1, 1, 1, 0], extended.Values[..8].ToArray().Select(value => (int)value));
    }
}
