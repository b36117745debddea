using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>The standard deviation of white noise in one picture, in samples (peak 1). Multiply by 255 for grey levels.</summary>
public static class NoiseLevel
{
    /// <summary>The median of a half-normal distribution of standard deviation 1.</summary>
    private const double HalfNormalMedian = 0.6745;

    /// <summary>median |HH| / 0.6745 over the diagonal details of the orthonormal Haar transform (Donoho and Johnstone 1994).</summary>
    /// <param name="picture">The measurement; below 2x2 the answer is 0.</param>
    public static double Haar(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var (rows, columns) = (picture.Height / 2, picture.Width / 2);
        var details = new float[picture.Channels * rows * columns];
        var count = 0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            for (var y = 0; y < 2 * rows; y += 2)
            {
                for (var x = 0; x < 2 * columns; x += 2)
                {
                    var detail = picture[channel, y, x] - picture[channel, y, x + 1] - picture[channel, y + 1, x] + picture[channel, y + 1, x + 1];
                    details[count++] = MathF.Abs(detail) / 2;
                }
            }
        }

        return OrderStatistics.Median(details) / HalfNormalMedian;
    }

    /// <summary>
    /// sqrt(pi / 2) / 6 times the mean of |y * [1 -2 1; -2 4 -2; 1 -2 1]| over the inner pixels (Immerkaer, CVIU 64(2),
    /// 1996). Fine texture adds to it.
    /// </summary>
    /// <param name="picture">The measurement; below 3x3 the answer is 0.</param>
    public static double Immerkaer(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Height < 3 || picture.Width < 3)
        {
            return 0;
        }

        var sum = 0.0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var plane = picture.Plane(channel);
            for (var y = 1; y < picture.Height - 1; y++)
            {
                var above = plane.Slice((y - 1) * picture.Width, picture.Width);
                var row = plane.Slice(y * picture.Width, picture.Width);
                var below = plane.Slice((y + 1) * picture.Width, picture.Width);
                for (var x = 1; x < row.Length - 1; x++)
                {
                    sum += Math.Abs(SecondDifference(above, x) - (2 * SecondDifference(row, x)) + SecondDifference(below, x));
                }
            }
        }

        return Math.Sqrt(Math.PI / 2) / 6 * sum / (picture.Channels * (picture.Height - 2.0) * (picture.Width - 2.0));
    }

    /// <summary>
    /// The noise that fills every direction of patch space evenly, mean over the channels; fine texture and clipping to
    /// [0, 1] are allowed for. Where the picture is too small for that, <see cref="Haar"/>.
    /// </summary>
    /// <param name="picture">The measurement.</param>
    public static double Estimate(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var rough = Haar(picture);
        var sum = 0.0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            sum += OfPlane(picture.Plane(channel), picture.Height, picture.Width, rough);
        }

        return sum / picture.Channels;
    }

    private static double OfPlane(ReadOnlySpan<float> plane, int height, int width, double rough)
    {
        // A dark picture may have no patch that far from black.
        for (var margin = rough; margin > rough / 8; margin /= 2)
        {
            if (PatchNoise.Of(plane, height, width, margin) is { } deviation)
            {
                return deviation;
            }
        }

        return PatchNoise.Of(plane, height, width, 0) ?? rough;
    }

    private static double SecondDifference(ReadOnlySpan<float> row, int x) => row[x - 1] - (2 * row[x]) + row[x + 1];
}
