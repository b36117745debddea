using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Rows that slipped sideways, as on a worn tape.</summary>
public static class RowShifts
{
    private const int HalfPixels = 32;
    private const int Window = 12;

    /// <summary>How far each row stands to the right of where it belongs, in pixels, in steps of one half; 0 where it cannot be told.</summary>
    /// <remarks>
    /// Each row is matched with the one above by the least mean |a - b| over shifts up to 16 pixels, and the shifts are added
    /// up. Slanted edges make that sum drift slowly; its running median is taken as the drift and removed.
    /// </remarks>
    /// <param name="picture">The measurement.</param>
    public static IReadOnlyList<double> Estimate(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var path = new float[picture.Height];
        for (var y = 1; y < picture.Height; y++)
        {
            path[y] = path[y - 1] + (Match(picture, y - 1, y) / 2f);
        }

        var shifts = new double[picture.Height];
        for (var y = 0; y < picture.Height; y++)
        {
            var (first, last) = (Math.Max(y - Window, 0), Math.Min(y + Window, picture.Height - 1));
            shifts[y] = path[y] - OrderStatistics.Median([.. path.AsSpan(first, last - first + 1)]);
        }

        return shifts;
    }

    /// <summary>The shift in half pixels that lays the second row best on the first, the smallest of equals.</summary>
    private static int Match(ImageBuffer picture, int above, int row)
    {
        var reach = Math.Min(HalfPixels, picture.Width / 4 * 2);
        var (best, least) = (0, Cost(picture, above, row, 0));
        for (var size = 1; size <= reach; size++)
        {
            foreach (var shift in (ReadOnlySpan<int>)[-size, size])
            {
                var cost = Cost(picture, above, row, shift);
                if (cost < 0.98 * least)
                {
                    (best, least) = (shift, cost);
                }
            }
        }

        return best;
    }

    private static double Cost(ImageBuffer picture, int above, int row, int halfPixels)
    {
        var (whole, half) = (halfPixels >> 1, halfPixels & 1);
        var (first, last) = (Math.Max(0, -whole), Math.Min(picture.Width, picture.Width - whole - half));
        var sum = 0.0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var a = picture.Plane(channel).Slice(above * picture.Width, picture.Width);
            var b = picture.Plane(channel).Slice(row * picture.Width, picture.Width);
            for (var x = first; x < last; x++)
            {
                sum += Math.Abs(a[x] - ((b[x + whole] + b[x + whole + half]) / 2));
            }
        }

        return sum / (picture.Channels * (last - first));
    }
}
