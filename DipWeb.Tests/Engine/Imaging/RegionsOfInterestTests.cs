using DipWeb.Engine.Imaging;

namespace DipWeb.Tests.Engine.Imaging;

public sealed class RegionsOfInterestTests
{
    [Fact]
    public void Of_ThinStrokesInALargePicture_TakesTheSmallestMargin()
    {
        var mask = Mask(400, 500, (x, y) => (x == 150 && y is >= 200 and < 230) || (y == 210 && x is >= 120 and < 170));

        Assert.Equal([new RegionOfInterest(120 - 64, 200 - 64, 50 + 128, 30 + 128)], RegionsOfInterest.Of(mask));
    }

    [Fact]
    public void Of_WideHoleAcrossCells_IsOneRegionWithAMarginAsWideAsTheHole()
    {
        var mask = Mask(1000, 1000, (x, y) => x is >= 400 and < 600 && y is >= 420 and < 620);

        Assert.Equal([new RegionOfInterest(200, 220, 600, 600)], RegionsOfInterest.Of(mask));
    }

    [Fact]
    public void Of_HoleWiderThanARegionMayBe_IsStillOneRegion()
    {
        var mask = Mask(1600, 1800, (x, y) => x is >= 500 and < 1000 && y is >= 500 and < 1000);

        Assert.Equal([new RegionOfInterest(244, 244, 1012, 1012)], RegionsOfInterest.Of(mask));
    }

    [Fact]
    public void Of_HoleAtTheBorder_EndsWithThePicture()
    {
        var mask = Mask(300, 300, (x, y) => x >= 295 && y < 5);

        Assert.Equal([new RegionOfInterest(295 - 64, 0, 5 + 64, 5 + 64)], RegionsOfInterest.Of(mask));
    }

    [Fact]
    public void Of_ScratchesAtOppositeEnds_AreTwoRegions()
    {
        var mask = Mask(900, 1200, (x, y) => (x, y) is (10, 20) or (1190, 880));

        Assert.Equal([new RegionOfInterest(0, 0, 75, 85), new RegionOfInterest(1126, 816, 74, 84)], RegionsOfInterest.Of(mask));
    }

    [Fact]
    public void Of_LongScratch_IsRegionsThatOverlapAndAreNotLarge()
    {
        var mask = Mask(1000, 3000, (x, y) => y == 500);

        var regions = RegionsOfInterest.Of(mask).OrderBy(region => region.X).ToList();

        Assert.All(regions, region => Assert.InRange(region.Width, 320, 768));
        Assert.All(regions.Zip(regions.Skip(1)), pair => Assert.Equal(128, pair.First.Right - pair.Second.X));
        Assert.Equal((0, 3000), (regions[0].X, regions[^1].Right));
    }

    [Theory]
    [InlineData(300, 300, false, 0)]
    [InlineData(300, 300, true, 0)]
    [InlineData(1400, 1600, true, 9)] // more than is computed at once
    public void Of_HolesEverywhereOrNowhere_IsWholeUnlessThePictureIsLarge(int height, int width, bool everywhere, int count) =>
        Assert.Equal(count, RegionsOfInterest.Of(Mask(height, width, (x, y) => everywhere && x % 100 == 50 && y % 100 == 50)).Count);

    [Theory]
    [InlineData(4000, 3000, "1")]
    [InlineData(1537, 769, "1")]
    [InlineData(500, 401, "8")]
    [InlineData(1001, 700, "3/2")]
    [InlineData(1111, 1500, "16/15")]
    public void Tiles_OfALargePicture_CoverItOverlapAndBeginAtWholePixels(int width, int height, string factor)
    {
        Assert.True(Ratio.TryParse(factor, out var ratio));

        var tiles = RegionsOfInterest.Tiles(width, height, ratio);

        Assert.True(tiles.Count > 1);
        Assert.All(tiles, tile => Assert.Equal((0, 0), (tile.X % ratio.Denominator, tile.Y % ratio.Denominator)));
        Assert.All(tiles, tile => Assert.InRange(tile.Scaled(ratio).Width, 1, 768 + (16 * ratio.Value)));
        Assert.All(tiles, tile => Assert.InRange(tile.Scaled(ratio).Height, 1, 768 + (16 * ratio.Value)));
        foreach (var (spans, side) in new[] { (Spans(tiles, tile => (tile.X, tile.Right)), width), (Spans(tiles, tile => (tile.Y, tile.Bottom)), height) })
        {
            Assert.Equal((0, side), (spans[0].Start, spans[^1].End));
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.InRange((pair.First.End - pair.Second.Start) * ratio.Value, 128, 128 + (16 * ratio.Value)));
        }

        static List<(int Start, int End)> Spans(IEnumerable<RegionOfInterest> tiles, Func<RegionOfInterest, (int Start, int End)> span) =>
            [.. tiles.Select(span).Distinct().OrderBy(pair => pair.Start)];
    }

    [Fact]
    public void Tiles_OfASmallPicture_IsThePicture() =>
        Assert.Equal([new RegionOfInterest(0, 0, 255, 256)], RegionsOfInterest.Tiles(255, 256, new Ratio(3, 1)));

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
