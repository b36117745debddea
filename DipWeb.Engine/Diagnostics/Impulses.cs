using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>
/// Salt and pepper, dead pixels and impulses of any value: samples far outside their neighbourhood. A pixel is an outlier
/// if one of its channels is.
/// </summary>
public static class Impulses
{
    private const int Reach = 2;
    private const double Scale = 1.4826;
    private const double Threshold = 5;

    /// <summary>A hole wherever a sample is an outlier.</summary>
    /// <param name="picture">The measurement.</param>
    public static KnownMask Find(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var known = new byte[picture.PixelCount];
        Array.Fill(known, (byte)1);
        var floor = Math.Max(NoiseLevel.Haar(picture), 2 / 255.0);
        Span<float> around = stackalloc float[((2 * Reach) + 1) * ((2 * Reach) + 1)];
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            for (var y = 0; y < picture.Height; y++)
            {
                for (var x = 0; x < picture.Width; x++)
                {
                    if (IsOutlier(picture, channel, y, x, floor, around))
                    {
                        known[(y * picture.Width) + x] = 0;
                    }
                }
            }
        }

        return new KnownMask(picture.Height, picture.Width, known);
    }

    /// <summary>Share of the pixels that are outliers, in [0, 1].</summary>
    /// <param name="picture">The measurement.</param>
    public static double Share(ImageBuffer picture) => Find(picture).HoleShare;

    private static bool IsOutlier(ImageBuffer picture, int channel, int y, int x, double floor, Span<float> around)
    {
        var count = 0;
        for (var row = Math.Max(y - Reach, 0); row <= Math.Min(y + Reach, picture.Height - 1); row++)
        {
            for (var column = Math.Max(x - Reach, 0); column <= Math.Min(x + Reach, picture.Width - 1); column++)
            {
                if (row != y || column != x)
                {
                    around[count++] = picture[channel, row, column];
                }
            }
        }

        if (count == 0)
        {
            return false;
        }

        var median = OrderStatistics.Median(around[..count]);
        for (var i = 0; i < count; i++)
        {
            around[i] = MathF.Abs(around[i] - median);
        }

        var spread = Math.Max(Scale * OrderStatistics.Median(around[..count]), floor);
        return Math.Abs(picture[channel, y, x] - median) > Threshold * spread;
    }
}
