using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Imaging;

public sealed class RegionOfInterestTests
{
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
