namespace DipWeb.Engine.Imaging;

/// <summary>Puts a restoration into the holes of a measurement so that no edge shows where they meet.</summary>
/// <remarks>
/// Known samples are the measurement's, bit for bit. Around a hole the restoration misses the measurement by a little, and what it
/// misses is added inside: near known pixels as <see cref="ResidualKriging"/> predicts it, and farther in, where only its level is
/// left, continued smoothly. It is continued by averaging the ring around the hole into ever coarser grids and filling each finer grid from the
/// coarser one (push-pull: Gortler et al., “The Lumigraph”, SIGGRAPH 1996, section 3.4).
/// </remarks>
public static class SeamlessFill
{
    private const int Ring = 2; // pixels around a hole

    /// <summary>The measurement with its holes filled.</summary>
    /// <param name="known">1 = known.</param>
    /// <param name="measurement">What was observed.</param>
    /// <param name="restored">What the network made, of the same shape, in [0, 1].</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static ImageBuffer Compose(KnownMask known, ImageBuffer measurement, ImageBuffer restored)
    {
        ArgumentNullException.ThrowIfNull(known);
        var samples = known.Composite(measurement, restored).ToArray();
        var continued = ContinuedResiduals(known, measurement, restored);
        var kriging = new ResidualKriging(known, measurement, restored);
        var predicted = new float[measurement.Channels];
        var plane = known.Height * known.Width;
        for (var i = 0; i < plane; i++)
        {
            if (known.Values[i] == 1)
            {
                continue;
            }

            var isNearKnown = kriging.Predict(i / known.Width, i % known.Width, predicted);
            for (var channel = 0; channel < measurement.Channels; channel++)
            {
                var place = (channel * plane) + i;
                samples[place] = Math.Clamp(samples[place] + (isNearKnown ? predicted[channel] : continued[channel][i]), 0f, 1f);
            }
        }

        return new ImageBuffer(measurement.Channels, measurement.Height, measurement.Width, samples);
    }

    /// <summary>The measurement with its holes filled, each channel with holes of its own.</summary>
    /// <param name="known">One mask per channel.</param>
    /// <param name="measurement">What was observed.</param>
    /// <param name="restored">What the network made, of the same shape, in [0, 1].</param>
    public static ImageBuffer Compose(IReadOnlyList<KnownMask> known, ImageBuffer measurement, ImageBuffer restored)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(measurement);
        ArgumentNullException.ThrowIfNull(restored);
        var samples = new float[measurement.Samples.Length];
        for (var channel = 0; channel < measurement.Channels; channel++)
        {
            Compose(known[channel], measurement.Channel(channel), restored.Channel(channel)).Samples.CopyTo(samples.AsSpan(channel * measurement.PixelCount));
        }

        return new ImageBuffer(measurement.Channels, measurement.Height, measurement.Width, samples);
    }

    private static float[][] ContinuedResiduals(KnownMask known, ImageBuffer measurement, ImageBuffer restored)
    {
        var ring = RingOf(known);
        return
        [
            .. Enumerable.Range(0, measurement.Channels).Select(channel =>
                Continued(ring, measurement.Plane(channel), restored.Plane(channel), known.Height, known.Width)),
        ];
    }

    /// <summary>1 at known pixels that have a hole within the ring's width, beside or diagonally.</summary>
    private static float[] RingOf(KnownMask known)
    {
        var ring = new float[known.Values.Length];
        for (var y = 0; y < known.Height; y++)
        {
            for (var x = 0; x < known.Width; x++)
            {
                if (!known[y, x])
                {
                    continue;
                }

                ring[(y * known.Width) + x] = HasHoleNear(known, y, x) ? 1 : 0;
            }
        }

        return ring;
    }

    private static bool HasHoleNear(KnownMask known, int y, int x)
    {
        for (var row = Math.Max(0, y - Ring); row <= Math.Min(known.Height - 1, y + Ring); row++)
        {
            for (var column = Math.Max(0, x - Ring); column <= Math.Min(known.Width - 1, x + Ring); column++)
            {
                if (!known[row, column])
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static float[] Continued(float[] ring, ReadOnlySpan<float> measured, ReadOnlySpan<float> restored, int height, int width)
    {
        var values = new float[ring.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ring[i] * (measured[i] - restored[i]);
        }

        return Pull(values, ring, height, width);
    }

    /// <summary>The weighted means where there is weight, and elsewhere what the next coarser grid says.</summary>
    private static float[] Pull(float[] sums, float[] weights, int height, int width)
    {
        var filled = new float[sums.Length];
        if (height == 1 && width == 1)
        {
            filled[0] = weights[0] > 0 ? sums[0] / weights[0] : 0;
            return filled;
        }

        var (rows, columns) = ((height + 1) / 2, (width + 1) / 2);
        var (coarseSums, coarseWeights) = (new float[rows * columns], new float[rows * columns]);
        for (var i = 0; i < sums.Length; i++)
        {
            var coarse = (i / width / 2 * columns) + (i % width / 2);
            coarseSums[coarse] += sums[i];
            coarseWeights[coarse] += weights[i];
        }

        var coarser = Pull(coarseSums, coarseWeights, rows, columns);
        for (var i = 0; i < sums.Length; i++)
        {
            var trust = Math.Min(1, weights[i]);
            var own = weights[i] > 0 ? sums[i] / weights[i] : 0;
            filled[i] = (trust * own) + ((1 - trust) * Between(coarser, rows, columns, i / width, i % width));
        }

        return filled;
    }

    /// <summary>Bilinear between the centres of the coarser grid.</summary>
    private static float Between(float[] coarser, int rows, int columns, int y, int x)
    {
        var (top, down) = Neighbours(y, rows);
        var (left, across) = Neighbours(x, columns);
        var (bottom, right) = (Math.Min(top + 1, rows - 1), Math.Min(left + 1, columns - 1));
        var above = ((1 - across) * coarser[(top * columns) + left]) + (across * coarser[(top * columns) + right]);
        var below = ((1 - across) * coarser[(bottom * columns) + left]) + (across * coarser[(bottom * columns) + right]);
        return ((1 - down) * above) + (down * below);
    }

    private static (int Before, float Share) Neighbours(int position, int count)
    {
        var place = Math.Clamp((position / 2f) - 0.25f, 0, count - 1);
        var before = (int)place;
        return (before, place - before);
    }
}
