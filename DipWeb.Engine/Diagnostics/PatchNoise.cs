using System.Runtime.CompilerServices;

namespace DipWeb.Engine.Diagnostics;

/// <summary>
/// White noise of one plane from the covariance of its 7x7 patches: pictures fill few directions of patch space, noise all
/// of them evenly, so the small eigenvalues are the noise (Chen, Zhu and Heng, ICCV 2015). What clipping to [0, 1] took
/// away is added back by the moments of the clipped normal distribution. Patches with more differences between neighbours
/// than the noise makes are texture and are left out (Liu, Tanaka and Okutomi, IEEE TIP 22(12), 2013).
/// </summary>
internal sealed class PatchNoise
{
    private const int Side = PatchCovariance.Side;
    private const int Size = PatchCovariance.Size;
    private const int MaxPatches = 16_384;
    private const int Bins = 64;
    private const int Halvings = 30;

    /// <summary>Fewer patches than this say too little about 49 eigenvalues.</summary>
    private const int MinPatches = 6 * Size;

    private const int Refinements = 4;

    /// <summary>
    /// Of a patch of white noise with variance 1, the sum of the 84 squared differences has mean 168 and standard deviation
    /// 39 (the trace of the grid's Laplacian, and that of twice its square): three deviations above the mean.
    /// </summary>
    private const double MaxTexture = 168 + (3 * 39);

    private readonly PatchCovariance _covariance = new();
    private readonly int[] _means = new int[Bins];

    private PatchNoise()
    {
    }

    /// <summary>Standard deviation of the noise, or null where there are too few patches.</summary>
    /// <param name="plane">height * width samples.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="margin">How far the mean of a patch must be from 0 and 1: about one standard deviation of the noise.</param>
    public static double? Of(ReadOnlySpan<float> plane, int height, int width, double margin)
    {
        if (height < Side || width < Side || Pass(plane, height, width, margin, double.PositiveInfinity) is not { } deviation)
        {
            return null;
        }

        for (var i = 0; i < Refinements && Pass(plane, height, width, margin, MaxTexture * deviation * deviation) is { } finer; i++)
        {
            deviation = Math.Min(finer, deviation);
        }

        return deviation;
    }

    private static double? Pass(ReadOnlySpan<float> plane, int height, int width, double margin, double maxTexture)
    {
        var patches = new PatchNoise();
        var step = (int)Math.Ceiling(Math.Sqrt((height - Side + 1.0) * (width - Side + 1) / MaxPatches));
        Span<float> patch = stackalloc float[Size];
        for (var y = 0; y + Side <= height; y += step)
        {
            for (var x = 0; x + Side <= width; x += step)
            {
                for (var row = 0; row < Side; row++)
                {
                    plane.Slice(((y + row) * width) + x, Side).CopyTo(patch[(row * Side)..]);
                }

                patches.Add(patch, margin, maxTexture);
            }
        }

        return patches._covariance.Count < MinPatches ? null : patches.Unclipped(Math.Sqrt(patches._covariance.NoiseVariance()));
    }

    private void Add(ReadOnlySpan<float> patch, double margin, double maxTexture)
    {
        var mean = 0.0;
        foreach (var sample in patch)
        {
            mean += sample;
        }

        mean /= Size;

        // A patch without any variation was clipped as a whole or never had noise.
        if (mean < margin || mean > 1 - margin || !patch.ContainsAnyExcept(patch[0]) || Texture(patch) > maxTexture)
        {
            return;
        }

        _covariance.Add(patch, mean);
        _means[Math.Clamp((int)(mean * Bins), 0, Bins - 1)]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as often as PatchCovariance.Add
    private static double Texture(ReadOnlySpan<float> patch)
    {
        var sum = 0.0;
        for (var row = 0; row < Size; row += Side)
        {
            for (var i = row; i < row + Side; i++)
            {
                var right = i == row + Side - 1 ? 0 : patch[i + 1] - patch[i];
                var below = i + Side >= Size ? 0 : patch[i + Side] - patch[i];
                sum += (right * right) + (below * below);
            }
        }

        return sum;
    }

    private double Unclipped(double deviation)
    {
        if (deviation == 0)
        {
            return 0;
        }

        var (low, high) = (deviation, 3 * deviation);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Seen(middle) < deviation * deviation ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The variance that noise of this deviation would show on these patches.</summary>
    private double Seen(double deviation)
    {
        var sum = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            sum += _means[bin] == 0 ? 0 : _means[bin] * ClippedNormal.VarianceAt((bin + 0.5) / Bins, deviation);
        }

        return sum / _covariance.Count;
    }
}
