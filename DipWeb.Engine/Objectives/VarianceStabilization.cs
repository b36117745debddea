using DipWeb.Engine.Specs;

namespace DipWeb.Engine.Objectives;

/// <summary>Anscombe's transform 2 sqrt(k + 3/8) of counted photons k (Anscombe, Biometrika 35, 1948), or nothing.</summary>
/// <remarks>
/// Samples are k / g with a gain g, so their variance is x / g; g follows from the mean of the samples and their noise. The
/// transform is scaled to have slope 1 at the mean, so that the loss keeps its scale.
/// </remarks>
internal readonly record struct VarianceStabilization(double Offset, double Scale)
{
    private const double SmallestOffset = 1e-4; // keeps the slope at black finite

    /// <param name="kind">Whether to stabilize at all.</param>
    /// <param name="mean">Mean of the measured samples.</param>
    /// <param name="noiseDeviation">Standard deviation of their noise.</param>
    public static VarianceStabilization For(Fidelity kind, double mean, double noiseDeviation)
    {
        if (kind != Fidelity.VarianceStabilized)
        {
            return default;
        }

        var offset = Math.Max(SmallestOffset, 3 / 8d * noiseDeviation * noiseDeviation / Math.Max(mean, SmallestOffset));
        return new VarianceStabilization(offset, 2 * Math.Sqrt(mean + offset));
    }

    public Tensor Apply(Tensor samples) => Scale == 0 ? samples : (samples.clamp_min(0) + Offset).sqrt() * Scale;
}
