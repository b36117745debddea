using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Lays all rows of a picture on each other at once.</summary>
/// <remarks>
/// Of all shifts together those are taken whose rows differ least from the row above, with a little to pay for each pixel of a
/// shift: the shortest path through rows by shifts, found by dynamic programming (Viterbi 1967). One row after another could not
/// find it, for where all rows slipped no row has neighbours to be laid on.
/// </remarks>
internal sealed class RowAlignment
{
    private const int MaxShift = 16;

    // What a shift costs, in units of the usual distance between rows. Less, and the noise of an upright picture moves its rows;
    // more, and slanted edges are cut into steps. The square keeps slants from adding up.
    private const double PerPixel = 0.02;
    private const double PerSquare = 0.001;

    /// <summary>Keeps rows that equal each other from costing nothing wherever they are.</summary>
    private const double LeastDistance = 1e-4;

    private readonly ImageBuffer _picture;
    private readonly float[] _smooth;
    private readonly int _reach;
    private readonly double[][] _distances; // a row and the one above, by how much farther right the row stands
    private readonly double _usual;

    public RowAlignment(ImageBuffer picture)
    {
        _picture = picture;
        _smooth = Smooth(picture);
        _reach = Math.Min(MaxShift, picture.Width / 4);
        _distances = [.. Enumerable.Range(0, picture.Height).Select(Distances)];
        _usual = Math.Max(LeastDistance, _distances.Skip(1).Select(row => row.Min()).DefaultIfEmpty().Average());
    }

    /// <summary>For each row, pixels to the right of where it belongs.</summary>
    public int[] Shifts()
    {
        var states = (2 * _reach) + 1;
        var costs = new double[states];
        var came = new int[_picture.Height][];
        for (var y = 0; y < _picture.Height; y++)
        {
            (costs, came[y]) = Next(costs, _distances[y]);
        }

        var shifts = new int[_picture.Height];
        var state = Array.IndexOf(costs, costs.Min());
        for (var y = _picture.Height - 1; y >= 0; y--)
        {
            shifts[y] = state - _reach;
            state = came[y][state];
        }

        return shifts;
    }

    /// <summary>The least cost of each shift of a row, and from which shift of the row above it came.</summary>
    private (double[] Costs, int[] Came) Next(double[] above, double[] distances)
    {
        var costs = new double[above.Length];
        var came = new int[above.Length];
        for (var state = 0; state < costs.Length; state++)
        {
            var least = double.PositiveInfinity;
            for (var from = 0; from < above.Length; from++)
            {
                var cost = above[from] + distances[state - from + (2 * _reach)];
                if (cost < least)
                {
                    (least, came[state]) = (cost, from);
                }
            }

            var shift = Math.Abs(state - _reach);
            costs[state] = least + (_usual * ((PerPixel * shift) + (PerSquare * shift * shift)));
        }

        return (costs, came);
    }

    /// <summary>Mean |a - b| between a row and the one above, for every way to stand beside it; the first row has none above.</summary>
    private double[] Distances(int y)
    {
        var distances = new double[(4 * _reach) + 1];
        for (var i = 0; y > 0 && i < distances.Length; i++)
        {
            distances[i] = Distance(y, i - (2 * _reach));
        }

        return distances;
    }

    private double Distance(int y, int shift)
    {
        var (first, length) = (Math.Max(0, shift), _picture.Width - Math.Abs(shift));
        var sum = 0f;
        for (var channel = 0; channel < _picture.Channels; channel++)
        {
            var start = ((channel * _picture.Height) + y) * _picture.Width;
            var row = _smooth.AsSpan(start + first, length);
            var above = _smooth.AsSpan(start - _picture.Width + first - shift, length);
            for (var x = 0; x < row.Length; x++)
            {
                sum += Math.Abs(row[x] - above[x]);
            }
        }

        return sum / (_picture.Channels * length);
    }

    /// <summary>Every row times [1 2 1] / 4, against noise.</summary>
    private static float[] Smooth(ImageBuffer picture)
    {
        var smooth = new float[picture.Samples.Length];
        for (var start = 0; start < smooth.Length; start += picture.Width)
        {
            var row = picture.Samples.Slice(start, picture.Width);
            for (var x = 0; x < row.Length; x++)
            {
                smooth[start + x] = (row[Math.Max(x - 1, 0)] + (2 * row[x]) + row[Math.Min(x + 1, row.Length - 1)]) / 4;
            }
        }

        return smooth;
    }
}
