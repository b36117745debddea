using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Metrics;

/// <summary>
/// PSNR of the luminance Y = (65.481 R + 128.553 G + 24.966 B + 16) / 255 (ITU-R BT.601, R, G and B in [0, 1]) without the
/// border: the figure that super-resolution is published with. Y lies in [16/255, 235/255]; the peak is 1 all the same.
/// </summary>
public static class LuminancePsnr
{
    private const double Red = 65.481 / 255;
    private const double Green = 128.553 / 255;
    private const double Blue = 24.966 / 255;

    /// <summary>
    /// PSNR between the luminances of two pictures, their samples clipped to [0, 1] and not rounded; infinite where they
    /// are equal. A grey picture is its own luminance.
    /// </summary>
    /// <param name="estimate">The restoration.</param>
    /// <param name="reference">The clean picture, of the same shape.</param>
    /// <param name="shave">Pixels left out on each of the four sides, at least 0; by custom the scale factor.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shave is negative or leaves no pixel.</exception>
    public static double Between(ImageBuffer estimate, ImageBuffer reference, int shave)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentOutOfRangeException.ThrowIfNegative(shave);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(2 * shave, Math.Min(reference.Width, reference.Height), nameof(shave));
        if (!estimate.HasShapeOf(reference))
        {
            throw new ArgumentException("PSNR compares two pictures of one shape.", nameof(reference));
        }

        var sum = 0.0;
        for (var y = shave; y < reference.Height - shave; y++)
        {
            for (var x = shave; x < reference.Width - shave; x++)
            {
                var difference = Luminance(estimate, y, x) - Luminance(reference, y, x);
                sum += difference * difference;
            }
        }

        return Psnr.FromMeanSquaredError(sum / (reference.Width - (2 * shave)) / (reference.Height - (2 * shave)));
    }

    /// <summary>Without the constant 16/255, which no difference contains.</summary>
    private static double Luminance(ImageBuffer picture, int y, int x) => picture.Channels == 1
        ? Clipped(picture, 0, y, x)
        : (Red * Clipped(picture, 0, y, x)) + (Green * Clipped(picture, 1, y, x)) + (Blue * Clipped(picture, 2, y, x));

    private static double Clipped(ImageBuffer picture, int channel, int y, int x) => Math.Clamp(picture[channel, y, x], 0f, 1f);
}
