using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Optimization;

/// <summary>What a run made; pure data.</summary>
public sealed record RestorationResult
{
    /// <summary>The restored picture in [0, 1], at the measurement's size (times the scale factor), known pixels bit for bit.</summary>
    public required ImageBuffer Image { get; init; }

    /// <summary>Iterations done.</summary>
    public required int Iterations { get; init; }

    /// <summary>The iteration whose averaged iterate the picture is (of the last run, where several are averaged).</summary>
    public required int BestIteration { get; init; }

    /// <summary>Why the run ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Mean squared distance between A(iterate) and the measurement at the last iteration.</summary>
    public required double Loss { get; init; }

    /// <summary>Standard deviation between the runs of several seeds, one plane; null for one seed.</summary>
    public ImageBuffer? Spread { get; init; }

    /// <summary>PSNR estimated from samples that the fit never saw, dB; null where none were held out.</summary>
    public double? EstimatedPsnr { get; init; }

    /// <summary>Standard deviation of the measurement's noise, given or measured, peak 1; null where the task does not look at it.</summary>
    public double? NoiseDeviation { get; init; }

    /// <summary>Share of the measurement's pixels that were not believed, in [0, 1).</summary>
    public double HoleShare { get; init; }

    /// <summary>PSNR against the reference, dB; null without one.</summary>
    public double? Psnr { get; init; }

    /// <summary>SSIM against the reference; null without one.</summary>
    public double? Ssim { get; init; }

    /// <summary>The network, for people.</summary>
    public required string Network { get; init; }

    /// <summary>The device, for people.</summary>
    public required string Device { get; init; }
}
