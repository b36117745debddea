namespace DipWeb.Engine.Imaging;

/// <summary>The rectangles of a picture that decide how its holes are filled: the holes and what surrounds them.</summary>
/// <remarks>
/// A network that fills a scratch looks no farther than its coarsest scale; in a large photo nearly all of its work would go into pixels
/// that stay as they are anyway, and all of it at once does not fit into the memory.
/// </remarks>
public static class RegionsOfInterest
{
    /// <summary>Side of the cells that holes are gathered in, in pixels.</summary>
    public const int CellSide = 256;

    /// <summary>Margin around thin holes, in pixels.</summary>
    public const int SmallestMargin = 64;

    private const int LargestMargin = 256;
    private const int LargestSide = 768; // of a region; the published network fits into 8 GB then
    private const int LargestOfWidest = 4; // or of a region around a hole wider than a quarter of that
    private const double LargestShare = 0.5; // of the picture; beyond it little is won
    private const long LargestWhole = 1 << 21; // pixels that are computed at once all the same

    /// <summary>The regions of a mask's holes; none where the whole picture is better computed at once.</summary>
    /// <param name="mask">Where the holes are.</param>
    public static IReadOnlyList<RegionOfInterest> Of(KnownMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Around(HolesIn(mask), mask.WidestHole(), mask.Width, mask.Height);
    }

    /// <summary>The regions of holes within rectangles; none where the whole picture is better computed at once.</summary>
    /// <param name="holes">Rectangles inside the picture that hold them all, each within one of the picture's cells.</param>
    /// <param name="widestHole">Side of the largest square that lies in a hole, or 0 where they are thin.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public static IReadOnlyList<RegionOfInterest> Around(IEnumerable<RegionOfInterest> holes, int widestHole, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(holes);
        var margin = Math.Clamp(widestHole, SmallestMargin, LargestMargin);
        var regions = holes.Select(hole => WithMargin(hole, margin, width, height)).ToList();
        while (MergeOnce(regions, Math.Max(LargestSide, LargestOfWidest * widestHole)))
        {
            // Until no two of them cost less as one.
        }

        var pixels = regions.Sum(region => region.PixelCount);
        return pixels <= LargestShare * width * height || (long)width * height > LargestWhole ? regions : [];
    }

    /// <summary>Tiles that cover a picture and overlap; one where it is small.</summary>
    /// <param name="width">Columns of the measurement.</param>
    /// <param name="height">Rows of the measurement.</param>
    /// <param name="factor">How many times larger the result is: a tile of the result is as large as a region may be, and begins at a whole pixel.</param>
    public static IReadOnlyList<RegionOfInterest> Tiles(int width, int height, Ratio factor) => Tiles(width, height, factor, unit: 1);

    /// <summary>As many tiles, each of whole units of a JPEG.</summary>
    /// <param name="file">The file of the picture.</param>
    /// <returns>Tiles of the upright picture.</returns>
    public static IReadOnlyList<RegionOfInterest> Tiles(JpegMeasurement file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return [.. Tiles(file.Width, file.Height, Ratio.One, JpegMeasurement.UnitSide)
            .Select(stored => ExifOrientation.Upright(stored, file.UprightWidth, file.UprightHeight, file.Orientation))];
    }

    private static List<RegionOfInterest> Tiles(int width, int height, Ratio factor, int unit)
    {
        var (columns, rows) = (Spans(width, factor, unit), Spans(height, factor, unit));
        return [.. rows.SelectMany(row => columns.Select(column => new RegionOfInterest(column.Start, row.Start, column.Length, row.Length)))];
    }

    /// <summary>A side in pieces of about the same length.</summary>
    /// <param name="side">Its pixels.</param>
    /// <param name="factor">How many times larger the result is.</param>
    /// <param name="unit">Pixels that belong together; 1 where the result is larger.</param>
    private static List<(int Start, int Length)> Spans(int side, Ratio factor, int unit)
    {
        var cell = Math.Max(unit, factor.Denominator);
        var largest = Math.Max(cell, (int)(LargestSide / factor.Value) / cell * cell);
        var overlap = Math.Min(largest / 2, Math.Max(1, (int)Math.Ceiling(2 * SmallestMargin / factor.Value)));
        var count = side <= largest ? 1 : (int)Math.Ceiling((side - overlap) / (double)(largest - overlap));
        var step = (side - overlap) / (double)count;
        var spans = new List<(int Start, int Length)>();
        for (var i = 0; i < count; i++)
        {
            var start = (int)(i * step) / cell * cell;
            var end = (int)Math.Ceiling((i + 1) * step) + overlap;
            spans.Add((start, (i == count - 1 ? side : Math.Min(side, (end + unit - 1) / unit * unit)) - start));
        }

        return spans;
    }

    /// <summary>For each cell with holes, their bounds in it.</summary>
    private static IEnumerable<RegionOfInterest> HolesIn(KnownMask mask)
    {
        for (var y = 0; y < mask.Height; y += CellSide)
        {
            for (var x = 0; x < mask.Width; x += CellSide)
            {
                if (Bounds(mask, new RegionOfInterest(x, y, Math.Min(CellSide, mask.Width - x), Math.Min(CellSide, mask.Height - y))) is { } bounds)
                {
                    yield return bounds;
                }
            }
        }
    }

    private static RegionOfInterest? Bounds(KnownMask mask, RegionOfInterest cell)
    {
        var (left, right, top, bottom) = (cell.Width, -1, cell.Bottom, -1);
        for (var y = cell.Y; y < cell.Bottom; y++)
        {
            var row = mask.Values.Slice((y * mask.Width) + cell.X, cell.Width);
            if (row.IndexOf((byte)0) is var first and >= 0)
            {
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOf((byte)0)));
                (top, bottom) = (Math.Min(top, y), y);
            }
        }

        return right < 0 ? null : new RegionOfInterest(cell.X + left, top, right - left + 1, bottom - top + 1);
    }

    private static RegionOfInterest WithMargin(RegionOfInterest hole, int margin, int width, int height)
    {
        var (left, top) = (Math.Max(0, hole.X - margin), Math.Max(0, hole.Y - margin));
        return new RegionOfInterest(left, top, Math.Min(width, hole.Right + margin) - left, Math.Min(height, hole.Bottom + margin) - top);
    }

    /// <summary>Replaces the first two regions that are no more work together than alone by the rectangle around both.</summary>
    private static bool MergeOnce(List<RegionOfInterest> regions, int largestSide)
    {
        for (var i = 0; i < regions.Count; i++)
        {
            for (var j = i + 1; j < regions.Count; j++)
            {
                var both = Union(regions[i], regions[j]);
                if (both.Width <= largestSide && both.Height <= largestSide && both.PixelCount <= regions[i].PixelCount + regions[j].PixelCount)
                {
                    regions[i] = both;
                    regions.RemoveAt(j);
                    return true;
                }
            }
        }

        return false;
    }

    private static RegionOfInterest Union(RegionOfInterest one, RegionOfInterest other)
    {
        var (left, top) = (Math.Min(one.X, other.X), Math.Min(one.Y, other.Y));
        return new RegionOfInterest(left, top, Math.Max(one.Right, other.Right) - left, Math.Max(one.Bottom, other.Bottom) - top);
    }
}
