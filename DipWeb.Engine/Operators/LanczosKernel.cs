namespace DipWeb.Engine.Operators;

/// <summary>The one-dimensional Lanczos2 kernel that the published super-resolution decimates with.</summary>
/// <remarks>
/// Source: the Downsampler of the original deep-image-prior code with kernel lanczos2 and phase 0.5: w(d) = sinc(d) sinc(d/2)
/// for |d| &lt; 2, d in samples of the low resolution, normalized to sum 1.
/// </remarks>
internal static class LanczosKernel
{
    private const double Support = 2;

    /// <summary>
    /// The taps, in order. An even factor has 4f of them, centred between two pixels; an odd one 4f - 1, centred on a pixel;
    /// either way tap i stands (i - (n - 1) / 2) / f low-resolution pixels from the centre.
    /// </summary>
    public static float[] Taps(int factor)
    {
        var count = factor % 2 == 0 ? 4 * factor : (4 * factor) - 1;
        var taps = new double[count];
        for (var i = 0; i < count; i++)
        {
            var distance = (i - ((count - 1) / 2d)) / factor;
            taps[i] = Sinc(distance) * Sinc(distance / Support);
        }

        var sum = taps.Sum();
        return [.. taps.Select(tap => (float)(tap / sum))];
    }

    /// <summary>Pixels to replicate before the picture so that the output has 1/f of its length, cell centred on cell.</summary>
    public static int Padding(int factor) => (Taps(factor).Length - factor) / 2;

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
