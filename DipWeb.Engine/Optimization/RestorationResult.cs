using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Optimization;

/// <summary>What a run made; pure data.</summary>
public sealed record RestorationResult
{
    /// <summary>The restored picture in [0, 1], at the measurement's size (times the scale factor), known pixels bit for bit.</summary>
    public required ImageBuffer Image { get; init; }

    /// <summary>Iterations done.</summary>
    public required int Iterations { get; init; }

    /// <summary>The iteration whose averaged iterate the picture is.</summary>
    public required int BestIteration { get; init; }

    /// <summary>Why the run ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>Mean squared distance between A(iterate) and the measurement at the last iteration.</summary>
    public required double Loss { get; init; }

    /// <summary>PSNR against the reference, dB; null without one.</summary>
    public double? Psnr { get; init; }

    /// <summary>SSIM against the reference; null without one.</summary>
    public double? Ssim { get; init; }

    /// <summary>The network, for people.</summary>
    public required string Network { get; init; }

    /// <summary>The device, for people.</summary>
    public required string Device { get; init; }
}
