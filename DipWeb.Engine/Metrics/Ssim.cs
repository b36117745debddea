using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Metrics;

/// <summary>
/// Structural similarity with the constants of Wang, Bovik, Sheikh and Simoncelli (IEEE TIP 13(4), 2004): an 11x11
/// Gaussian window of standard deviation 1.5, K1 = 0.01, K2 = 0.03, peak 1, biased (co)variances, mean over the valid
/// area of each channel and over the channels.
/// </summary>
public static class Ssim
{
    private const int WindowSize = 11;
    private const double WindowSigma = 1.5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;
    private static readonly double[] Window = GaussianWindow();

    /// <summary>Mean SSIM of two pictures, in [-1, 1].</summary>
    /// <param name="estimate">The restoration.</param>
    /// <param name="reference">The clean picture, of the same shape, at least 11x11.</param>
    /// <exception cref="ArgumentException">The shapes differ or a side is shorter than 11 pixels.</exception>
    public static double Between(ImageBuffer estimate, ImageBuffer reference)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (!estimate.HasShapeOf(reference) || Math.Min(estimate.Width, estimate.Height) < WindowSize)
        {
            throw new ArgumentException($"SSIM compares two pictures of one shape, {WindowSize}x{WindowSize} or larger.", nameof(reference));
        }

        var sum = 0.0;
        for (var channel = 0; channel < estimate.Channels; channel++)
        {
            sum += OfPlane(estimate.Plane(channel), reference.Plane(channel), estimate.Height, estimate.Width);
        }

        return sum / estimate.Channels;
    }

    private static double OfPlane(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int height, int width)
    {
        var product = new double[a.Length];
        var meanA = Filter(Fill(product, a, null), height, width);
        var meanB = Filter(Fill(product, b, null), height, width);
        var squareA = Filter(Fill(product, a, a), height, width);
        var squareB = Filter(Fill(product, b, b), height, width);
        var cross = Filter(Fill(product, a, b), height, width);
        var sum = 0.0;
        for (var i = 0; i < meanA.Length; i++)
        {
            var (ma, mb) = (meanA[i], meanB[i]);
            var varianceA = squareA[i] - (ma * ma);
            var varianceB = squareB[i] - (mb * mb);
            var covariance = cross[i] - (ma * mb);
            sum += ((2 * ma * mb) + C1) * ((2 * covariance) + C2) / (((ma * ma) + (mb * mb) + C1) * (varianceA + varianceB + C2));
        }

        return sum / meanA.Length;
    }

    private static double[] Fill(double[] target, ReadOnlySpan<float> a, ReadOnlySpan<float> factor)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = factor.IsEmpty ? a[i] : (double)a[i] * factor[i];
        }

        return target;
    }

    /// <summary>Separable Gaussian filter over the valid area: (height - 10) x (width - 10) values.</summary>
    private static double[] Filter(double[] plane, int height, int width)
    {
        var validWidth = width - WindowSize + 1;
        var validHeight = height - WindowSize + 1;
        var rows = new double[height * validWidth];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < validWidth; x++)
            {
                var sum = 0.0;
                for (var k = 0; k < WindowSize; k++)
                {
                    sum += Window[k] * plane[(y * width) + x + k];
                }

                rows[(y * validWidth) + x] = sum;
            }
        }

        var result = new double[validHeight * validWidth];
        for (var y = 0; y < validHeight; y++)
        {
            for (var x = 0; x < validWidth; x++)
            {
                var sum = 0.0;
                for (var k = 0; k < WindowSize; k++)
                {
                    sum += Window[k] * rows[((y + k) * validWidth) + x];
                }

                result[(y * validWidth) + x] = sum;
            }
        }

        return result;
    }

    private static double[] GaussianWindow()
    {
        var window = new double[WindowSize];
        for (var i = 0; i < WindowSize; i++)
        {
            var distance = i - (WindowSize / 2);
            window[i] = Math.Exp(-distance * distance / (2 * WindowSigma * WindowSigma));
        }

        var sum = window.Sum();
        return [.. window.Select(value => value / sum)];
    }
}
