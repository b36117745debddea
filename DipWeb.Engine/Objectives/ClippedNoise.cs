using TorchSharp;

namespace DipWeb.Engine.Objectives;

/// <summary>Gaussian noise whose sum with the picture was clipped to [0, 1], as cameras and files do.</summary>
/// <remarks>
/// What is measured of a sample x is clip(x + σ n) with a standard normal n. Near black and white its mean is not x, so a fit to
/// the measurement itself would be too dark where it is bright; and its variance is less than σ². With α = -x / σ, β = (1 - x) / σ, and
/// the normal density φ and distribution Φ, the mean is x (Φ(β) - Φ(α)) + σ (φ(α) - φ(β)) + 1 - Φ(β).
/// </remarks>
/// <param name="Deviation">σ before clipping, more than 0.</param>
internal readonly record struct ClippedNoise(double Deviation)
{
    private const double SmallestDeviation = 5 / 255d; // below it the mean differs from x by less than a thousandth, nearly everywhere
    private const double SmallestShare = 5e-4;

    /// <summary>Whether noise of this strength was clipped in a measurement: its samples pile up at 0 or 1.</summary>
    public static bool IsIn(Imaging.ImageBuffer measurement, double deviation)
    {
        const float Rounding = 1e-4f;
        var extremes = 0;
        foreach (var sample in measurement.Samples)
        {
            extremes += sample <= Rounding || sample >= 1 - Rounding ? 1 : 0;
        }

        return deviation >= SmallestDeviation && extremes > SmallestShare * measurement.Samples.Length;
    }

    /// <summary>Mean of what is measured.</summary>
    /// <param name="clean">x.</param>
    public Tensor Mean(Tensor clean)
    {
        using var scope = torch.NewDisposeScope(); // a picture has dozens of steps on the way, here and below
        var (low, high) = Bounds(clean);
        var mean = (clean * (Distribution(high) - Distribution(low))) + (Deviation * (Density(low) - Density(high))) + 1 - Distribution(high);
        return mean.MoveToOuterDisposeScope();
    }

    /// <summary>Variance of what is measured.</summary>
    /// <param name="clean">x.</param>
    public Tensor Variance(Tensor clean)
    {
        using var scope = torch.NewDisposeScope();
        var (low, high) = Bounds(clean);
        var inside = Distribution(high) - Distribution(low);
        var square = ((clean.square() + (Deviation * Deviation)) * inside)
            + (2 * Deviation * clean * (Density(low) - Density(high)))
            + (Deviation * Deviation * ((low * Density(low)) - (high * Density(high))))
            + 1 - Distribution(high);
        return (square - Mean(clean).square()).clamp_min(0).MoveToOuterDisposeScope();
    }

    /// <summary>How much the mean moves with x: the probability that a sample is not clipped.</summary>
    /// <param name="clean">x.</param>
    public Tensor Slope(Tensor clean)
    {
        using var scope = torch.NewDisposeScope();
        var (low, high) = Bounds(clean);
        return (Distribution(high) - Distribution(low)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How much of a small squared error of x is left in the mean of (measured - Mean(p))² - Variance(p), where p is x with the error: the square
    /// of the slope, and half the second derivative of the variance, which is that of p and not of x. Together Φ(β) - Φ(α) - ((1 - m) φ(β) + m φ(α)) / σ
    /// with the mean m.
    /// </summary>
    /// <param name="clean">p.</param>
    public Tensor ErrorShare(Tensor clean)
    {
        using var scope = torch.NewDisposeScope();
        var (low, high) = Bounds(clean);
        var mean = Mean(clean);
        var share = Slope(clean) - ((((1 - mean) * Density(high)) + (mean * Density(low))) / Deviation);
        return share.MoveToOuterDisposeScope();
    }

    private static Tensor Density(Tensor at) => (at.square() * -0.5).exp() / Math.Sqrt(2 * Math.PI);

    private static Tensor Distribution(Tensor at) => ((at / Math.Sqrt(2)).erf() + 1) / 2;

    private (Tensor Low, Tensor High) Bounds(Tensor clean) => (clean / -Deviation, (1 - clean) / Deviation);
}
