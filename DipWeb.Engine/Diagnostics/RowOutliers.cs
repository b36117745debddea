using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>
/// Rows unlike both rows beside them, where those two are like each other. Rows that are far off are skipped when the two
/// are looked up, so that several lost rows together cannot vouch for one another.
/// </summary>
/// <param name="picture">The measurement.</param>
internal sealed class RowOutliers(ImageBuffer picture)
{
    private const int Window = 5;
    private const int LongestRun = 8;
    private const double Suspicious = 1.6;
    private const double Glaring = 3;
    private const double Certain = 1.8;

    /// <summary>Rows that differ by less, in the mean over their samples, hide nothing worth repairing.</summary>
    private const double LeastDistance = 0.02;

    /// <summary>Rows of one value stay within two grey levels of 8 bits.</summary>
    private const double Flat = 2.5 / 255;

    private readonly bool[] _suspected = new bool[picture.Height];
    private readonly bool[] _trusted = new bool[picture.Height];

    /// <summary>Whether each row is lost.</summary>
    public bool[] Find()
    {
        SuspectFlat();
        SuspectUnlikeTheMedian();
        var lost = new bool[picture.Height];
        for (var y = 0; y < picture.Height; y++)
        {
            lost[y] = IsLost(y);
        }

        return lost;
    }

    /// <summary>Short runs of rows of one value; a long run is a border or a sky.</summary>
    private void SuspectFlat()
    {
        var length = 0;
        for (var y = 0; y <= picture.Height; y++)
        {
            if (y < picture.Height && IsFlat(y))
            {
                length++;
                continue;
            }

            _suspected.AsSpan(y - length, length).Fill(length <= LongestRun && length < picture.Height);
            length = 0;
        }
    }

    /// <summary>Rows further from the median of the eleven rows around them, column by column, than is usual nearby.</summary>
    private void SuspectUnlikeTheMedian()
    {
        var distances = new float[picture.Height];
        for (var y = 0; y < picture.Height; y++)
        {
            distances[y] = (float)DistanceFromMedian(y);
        }

        for (var y = 0; y < picture.Height; y++)
        {
            var (first, last) = (Math.Max(y - (4 * Window), 0), Math.Min(y + (4 * Window), picture.Height - 1));
            var usual = Math.Max(OrderStatistics.Median([.. distances.AsSpan(first, last - first + 1)]), LeastDistance / 2);
            _trusted[y] = !_suspected[y] && distances[y] <= Glaring * usual;
            _suspected[y] |= distances[y] > Suspicious * usual;
        }
    }

    private bool IsLost(int y)
    {
        if (!_suspected[y])
        {
            return false;
        }

        var above = Trusted(y, -1);
        var below = Trusted(y, 1);
        if (above is null && below is null)
        {
            return false;
        }

        // At the border of the picture the next two rows on the one side must do.
        var (one, other) = (above ?? Trusted(below ?? y, 1), below ?? Trusted(above ?? y, -1));
        if (one is not { } a || other is not { } b)
        {
            return false;
        }

        // Rows further apart differ by more.
        var gap = Math.Max(1.0, Math.Min(Math.Abs(y - a), Math.Abs(y - b)) / (double)Math.Abs(a - b));
        var distance = Math.Min(RowDistance.Between(picture, y, a), RowDistance.Between(picture, y, b));
        return distance > Math.Max(Certain * gap * RowDistance.Between(picture, a, b), LeastDistance);
    }

    /// <summary>The nearest row in that direction that is no outlier at first sight, or null where there is none within reach.</summary>
    private int? Trusted(int y, int direction)
    {
        for (var row = y + direction; row >= 0 && row < picture.Height && Math.Abs(row - y) <= 2 * LongestRun; row += direction)
        {
            if (_trusted[row])
            {
                return row;
            }
        }

        return null;
    }

    private bool IsFlat(int y)
    {
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var row = picture.Plane(channel).Slice(y * picture.Width, picture.Width);
            if (row.ContainsAnyExceptInRange(row[0] - (float)Flat, row[0] + (float)Flat))
            {
                return false;
            }
        }

        return true;
    }

    private double DistanceFromMedian(int y)
    {
        var (first, last) = (Math.Max(y - Window, 0), Math.Min(y + Window, picture.Height - 1));
        Span<float> column = stackalloc float[(2 * Window) + 1];
        var sum = 0.0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                for (var row = first; row <= last; row++)
                {
                    column[row - first] = picture[channel, row, x];
                }

                sum += Math.Abs(picture[channel, y, x] - OrderStatistics.Median(column[..(last - first + 1)]));
            }
        }

        return sum / (picture.Channels * picture.Width);
    }
}
