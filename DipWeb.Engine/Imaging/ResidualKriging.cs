namespace DipWeb.Engine.Imaging;

/// <summary>Carries what a restoration misses at known pixels over to the lost pixels between them.</summary>
/// <remarks>
/// A network that has not fitted the known pixels altogether misses them by a residual that neighbours share: its finest detail. At a lost
/// pixel the residual is predicted from the nearest known ones by ordinary kriging, with the covariance of the residual itself
/// (Wackernagel, “Multivariate Geostatistics”, chapters 8 and 11; with a mean function, as here, it is Gaussian process regression:
/// Rasmussen and Williams, “Gaussian Processes for Machine Learning”, section 2.7).
/// </remarks>
internal sealed class ResidualKriging
{
    private const int Reach = 3; // pixels; neighbours lie in the 7x7 around a lost pixel
    private const int MaxNeighbours = 16;
    private const double MostWeight = 3; // of all neighbours, signs aside; where covariances hardly fit together, speckles come of more
    private const double Nugget = 0.05; // of the variance, added at each known pixel: the covariance is itself an estimate

    private static readonly (int Y, int X)[] Around = OffsetsByDistance();

    private readonly KnownMask _known;
    private readonly float[][] _residuals; // per channel, 0 at lost pixels
    private readonly ResidualCovariance _covariance;

    public ResidualKriging(KnownMask known, ImageBuffer measurement, ImageBuffer restored)
    {
        _known = known;
        _residuals = [.. Enumerable.Range(0, measurement.Channels).Select(channel => Residual(known, measurement.Plane(channel), restored.Plane(channel)))];
        _covariance = new ResidualCovariance(known, _residuals, 2 * Reach); // two neighbours are at most so far apart
    }

    /// <summary>The restoration at some lost pixels, with what it is expected to miss there: sample after sample, plane after plane.</summary>
    /// <param name="known">1 = known.</param>
    /// <param name="measurement">What was observed.</param>
    /// <param name="restored">Of the same shape.</param>
    /// <param name="places">The pixels, each in [0, Height * Width).</param>
    public static float[] Fill(KnownMask known, ImageBuffer measurement, ImageBuffer restored, IReadOnlyList<int> places)
    {
        var kriging = new ResidualKriging(known, measurement, restored);
        var missed = new float[measurement.Channels];
        var samples = new float[measurement.Channels * places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            var isNearKnown = kriging.Predict(places[i] / known.Width, places[i] % known.Width, missed);
            for (var channel = 0; channel < missed.Length; channel++)
            {
                var sample = restored.Plane(channel)[places[i]];
                samples[(channel * places.Count) + i] = Math.Clamp(sample + (isNearKnown ? missed[channel] : 0), 0f, 1f);
            }
        }

        return samples;
    }

    /// <summary>The residual that is to be expected at a lost pixel.</summary>
    /// <param name="y">Row.</param>
    /// <param name="x">Column.</param>
    /// <param name="prediction">Gets one value per channel.</param>
    /// <returns>False if no known pixel is near, or the residual says nothing.</returns>
    public bool Predict(int y, int x, Span<float> prediction)
    {
        Span<int> neighbours = stackalloc int[MaxNeighbours];
        var count = NeighboursOf(y, x, neighbours);
        Span<double> factor = stackalloc double[MaxNeighbours * MaxNeighbours];
        var covariance = _covariance.Around(y, x);
        if (count == 0 || covariance[_covariance.Place(0, 0)] <= 0)
        {
            return false;
        }

        Span<double> weights = stackalloc double[MaxNeighbours];
        for (var nugget = Nugget; !Weigh(neighbours[..count], covariance, nugget, factor, weights[..count]); nugget *= 2)
        {
            // Estimated from different pairs, the covariances need not fit together; distrusting them more, they do.
        }

        prediction.Clear();
        for (var i = 0; i < count; i++)
        {
            var (dy, dx) = Around[neighbours[i]];
            var place = ((y + dy) * _known.Width) + x + dx;
            for (var channel = 0; channel < prediction.Length; channel++)
            {
                prediction[channel] += (float)(weights[i] * _residuals[channel][place]);
            }
        }

        return true;
    }

    private static (int Y, int X)[] OffsetsByDistance() =>
    [
        .. from y in Enumerable.Range(-Reach, (2 * Reach) + 1)
           from x in Enumerable.Range(-Reach, (2 * Reach) + 1)
           where (y, x) != (0, 0)
           orderby (y * y) + (x * x)
           select (y, x),
    ];

    private static float[] Residual(KnownMask known, ReadOnlySpan<float> measured, ReadOnlySpan<float> restored)
    {
        var residual = new float[measured.Length];
        for (var i = 0; i < residual.Length; i++)
        {
            residual[i] = known.Values[i] * (measured[i] - restored[i]);
        }

        return residual;
    }

    /// <summary>The nearest known pixels, as indices into <see cref="Around"/>.</summary>
    private int NeighboursOf(int y, int x, Span<int> neighbours)
    {
        var count = 0;
        for (var i = 0; i < Around.Length && count < neighbours.Length; i++)
        {
            var (row, column) = (y + Around[i].Y, x + Around[i].X);
            if (row >= 0 && row < _known.Height && column >= 0 && column < _known.Width && _known[row, column])
            {
                neighbours[count++] = i;
            }
        }

        return count;
    }

    /// <summary>What each neighbour's residual counts; false where the covariances do not fit together.</summary>
    private bool Weigh(ReadOnlySpan<int> neighbours, double[] covariance, double nugget, Span<double> factor, Span<double> weights)
    {
        if (!Factorize(neighbours, covariance, nugget, factor))
        {
            return false;
        }

        Span<double> evenly = stackalloc double[MaxNeighbours];
        evenly = evenly[..neighbours.Length];
        evenly.Fill(1);
        for (var i = 0; i < neighbours.Length; i++)
        {
            var (dy, dx) = Around[neighbours[i]];
            weights[i] = covariance[_covariance.Place(dy, dx)];
        }

        Solve(factor, weights);
        Solve(factor, evenly);
        var share = (1 - Sum(weights)) / Sum(evenly); // all weights together are one: the residual has a local mean
        var most = 0d;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] += share * evenly[i];
            most += Math.Abs(weights[i]);
        }

        return most <= MostWeight;
    }

    /// <summary>Cholesky factor of the neighbours' covariance, lower triangle; false where it is not positive definite.</summary>
    private bool Factorize(ReadOnlySpan<int> neighbours, double[] covariance, double nugget, Span<double> factor)
    {
        var least = nugget * covariance[_covariance.Place(0, 0)];
        for (var i = 0; i < neighbours.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var (a, b) = (Around[neighbours[i]], Around[neighbours[j]]);
                var value = covariance[_covariance.Place(a.Y - b.Y, a.X - b.X)] + (i == j ? least : 0);
                for (var k = 0; k < j; k++)
                {
                    value -= factor[(i * MaxNeighbours) + k] * factor[(j * MaxNeighbours) + k];
                }

                if (i == j && value < least / 2)
                {
                    return false;
                }

                factor[(i * MaxNeighbours) + j] = i == j ? Math.Sqrt(value) : value / factor[(j * MaxNeighbours) + j];
            }
        }

        return true;
    }

    /// <summary>Solves with the Cholesky factor, in place.</summary>
    private static void Solve(ReadOnlySpan<double> factor, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            for (var k = 0; k < i; k++)
            {
                values[i] -= factor[(i * MaxNeighbours) + k] * values[k];
            }

            values[i] /= factor[(i * MaxNeighbours) + i];
        }

        for (var i = values.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < values.Length; k++)
            {
                values[i] -= factor[(k * MaxNeighbours) + i] * values[k];
            }

            values[i] /= factor[(i * MaxNeighbours) + i];
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0d;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
