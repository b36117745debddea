using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>The outliers of one plane: first black and white samples that are strewn over it, then whatever stands out of the rest.</summary>
/// <param name="plane">One channel.</param>
internal sealed class PlaneOutliers(ImageBuffer plane)
{
    private const int Reach = 2;
    private const int Passes = 3;

    /// <summary>In standard deviations of the neighbourhood.</summary>
    private const double Threshold = 4.5;

    /// <summary>A third of this, 2 grey levels of 8 bits, is rounding and compression rather than noise.</summary>
    private const double LeastJump = 3 * Threshold * 2 / 255;

    /// <summary>A line through the neighbourhood gives a sample two neighbours like itself, so an outlier may have two by chance.</summary>
    private const int AlikeAllowed = 2;

    private const double NormalQuartile = 0.3186;

    private readonly bool[] _out = new bool[plane.PixelCount];
    private readonly float[] _around = new float[((2 * Reach) + 1) * ((2 * Reach) + 1)];

    /// <summary>Whether each sample is an outlier, row after row.</summary>
    public bool[] Find()
    {
        var strewn = ((double[])[0, 1]).Where(IsStrewn).ToArray();
        if (strewn.Length > 0)
        {
            MarkExtremes(strewn);
        }

        var noise = Noise();
        for (var pass = 0; pass < Passes && MarkDeviating(noise); pass++)
        {
            // What is marked no longer spoils the neighbourhood of the rest.
        }

        return _out;
    }

    private bool IsStrewn(double value) => MarkedScatter.Of(LostPixels.Find(plane, value), plane, value).IsLoss;

    /// <summary>Marks samples of these values unless the picture itself is about as dark or bright there.</summary>
    private void MarkExtremes(double[] values)
    {
        var isExtreme = new bool[_out.Length];
        for (var i = 0; i < isExtreme.Length; i++)
        {
            isExtreme[i] = Array.Exists(values, value => Math.Abs(plane.Samples[i] - value) < 1e-3);
        }

        isExtreme.CopyTo(_out, 0);
        var result = new bool[_out.Length];
        for (var i = 0; i < isExtreme.Length; i++)
        {
            if (isExtreme[i])
            {
                var count = Neighbours(i);
                result[i] = count > 0 && Math.Abs(OrderStatistics.Median(_around.AsSpan(0, count)) - plane.Samples[i]) > LeastJump;
            }
        }

        result.CopyTo(_out, 0);
    }

    private bool MarkDeviating(double noise)
    {
        var found = new List<int>();
        var jump = Math.Max(Threshold * noise, LeastJump);
        for (var i = 0; i < _out.Length; i++)
        {
            if (!_out[i] && IsLonely(i, jump) && Deviation(i, out var spread) > Math.Max(Threshold * spread, jump))
            {
                found.Add(i);
            }
        }

        foreach (var i in found)
        {
            _out[i] = true;
        }

        return found.Count > 0;
    }

    /// <summary>A standard deviation from the lower quarter of the deviations, which impulses reach last.</summary>
    private double Noise()
    {
        var deviations = new List<float>();
        for (var i = 0; i < _out.Length; i += 7)
        {
            if (!_out[i])
            {
                deviations.Add((float)Deviation(i, out _));
            }
        }

        return OrderStatistics.Quantile([.. deviations], 0.25) / NormalQuartile;
    }

    /// <summary>Distance from the median of the neighbours, and their own scale around it.</summary>
    private double Deviation(int index, out double spread)
    {
        spread = 0;
        var around = _around.AsSpan(0, Neighbours(index));
        if (around.IsEmpty)
        {
            return 0;
        }

        var median = OrderStatistics.Median(around);
        for (var i = 0; i < around.Length; i++)
        {
            around[i] = MathF.Abs(around[i] - median);
        }

        spread = OrderStatistics.NormalScale * OrderStatistics.Median(around);
        return Math.Abs(plane.Samples[index] - median);
    }

    /// <summary>Whether at most two of the eight nearest samples come as close as half of the jump.</summary>
    private bool IsLonely(int index, double jump)
    {
        var (y, x) = Math.DivRem(index, plane.Width);
        var (alike, value) = (0, plane.Samples[index]);
        for (var row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, plane.Height - 1); row++)
        {
            for (var column = Math.Max(x - 1, 0); column <= Math.Min(x + 1, plane.Width - 1); column++)
            {
                alike += Math.Abs(plane[0, row, column] - value) < jump / 2 && !_out[(row * plane.Width) + column] ? 1 : 0;
            }
        }

        return alike - 1 <= AlikeAllowed;
    }

    /// <summary>Gathers the 5x5 neighbours that are no outliers.</summary>
    private int Neighbours(int index)
    {
        var (y, x) = Math.DivRem(index, plane.Width);
        var count = 0;
        for (var row = Math.Max(y - Reach, 0); row <= Math.Min(y + Reach, plane.Height - 1); row++)
        {
            for (var column = Math.Max(x - Reach, 0); column <= Math.Min(x + Reach, plane.Width - 1); column++)
            {
                var neighbour = (row * plane.Width) + column;
                if (neighbour != index && !_out[neighbour])
                {
                    _around[count++] = plane.Samples[neighbour];
                }
            }
        }

        return count;
    }
}
