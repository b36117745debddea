using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Imaging;

public sealed class RegionOfInterestTests
{
    [Fact]
    public void Of_ThinStrokesInALargePicture_TakesTheSmallestMargin()
    {
        var mask = Mask(400, 500, (x, y) => (x == 150 && y is >= 200 and < 230) || (y == 210 && x is >= 120 and < 170));

        Assert.Equal(new RegionOfInterest(120 - 64, 200 - 64, 50 + 128, 30 + 128), RegionOfInterest.Of(mask));
    }

    [Fact]
    public void Of_WideHole_TakesAMarginAsWideAsTheHole()
    {
        var mask = Mask(1000, 1000, (x, y) => x is >= 400 and < 500 && y is >= 420 and < 600);

        Assert.Equal(new RegionOfInterest(300, 320, 300, 380), RegionOfInterest.Of(mask));
    }

    [Fact]
    public void Of_HoleAtTheBorder_EndsWithThePicture()
    {
        var mask = Mask(300, 300, (x, y) => x >= 295 && y < 5);

        Assert.Equal(new RegionOfInterest(295 - 64, 0, 5 + 64, 5 + 64), RegionOfInterest.Of(mask));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_HolesEverywhereOrNowhere_IsNoRegion(bool everywhere) =>
        Assert.Null(RegionOfInterest.Of(Mask(300, 300, (x, y) => everywhere && x % 100 == 50 && y % 100 == 50)));

    [Fact]
    public void Paste_RegionOfAPicture_GivesThePictureBack()
    {
        var picture = SyntheticImages.Waves(20, 30);
        var region = new RegionOfInterest(7, 5, 9, 11);
        var samples = new float[picture.Samples.Length];

        region.Paste(region.Of(picture), samples, picture.Width, picture.Height);

        for (var i = 0; i < samples.Length; i++)
        {
            var (x, y) = (i % 30, i / 30 % 20);
            Assert.Equal(x is >= 7 and < 16 && y is >= 5 and < 16 ? picture.Samples[i] : 0, samples[i]);
        }
    }

    [Fact]
    public void Within_Mask_KeepsItsHoles()
    {
        var mask = Mask(20, 30, (x, y) => (x, y) is (8, 6) or (15, 15) or (16, 6));

        var within = new RegionOfInterest(7, 5, 9, 11).Within(mask);

        Assert.Equal((11, 9, 2), (within.Height, within.Width, within.HoleCount));
        Assert.Equal((false, false), (within[1, 1], within[10, 8]));
    }

    private static KnownMask Mask(int height, int width, Func<int, int, bool> isHole)
    {
        var known = new byte[height * width];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = isHole(i % width, i / width) ? (byte)0 : (byte)1;
        }

        return new KnownMask(height, width, known);
    }
}
