using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Metrics;

/// <summary>Peak signal-to-noise ratio, 10 log10(1 / MSE) in decibels, peak 1, all channels pooled.</summary>
public static class Psnr
{
    /// <summary>PSNR between two pictures, both clipped to [0, 1]; infinite where they are equal.</summary>
    /// <param name="estimate">The restoration.</param>
    /// <param name="reference">The clean picture, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Between(ImageBuffer estimate, ImageBuffer reference)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (!estimate.HasShapeOf(reference))
        {
            throw new ArgumentException("PSNR compares two pictures of one shape.", nameof(reference));
        }

        var sum = 0.0;
        var a = estimate.Samples;
        var b = reference.Samples;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = (double)Math.Clamp(a[i], 0f, 1f) - Math.Clamp(b[i], 0f, 1f);
            sum += difference * difference;
        }

        return FromMeanSquaredError(sum / a.Length);
    }

    /// <summary>PSNR for a mean squared error of samples whose peak is 1.</summary>
    /// <param name="meanSquaredError">At least 0.</param>
    public static double FromMeanSquaredError(double meanSquaredError) =>
        meanSquaredError > 0 ? -10 * Math.Log10(meanSquaredError) : double.PositiveInfinity;
}
