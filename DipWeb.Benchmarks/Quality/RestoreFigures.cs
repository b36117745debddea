namespace DipWeb.Benchmarks.Quality;

/// <summary>What the restore command says about its run with --json, as far as the table needs it.</summary>
internal sealed record RestoreFigures
{
    public required string Network { get; init; }

    /// <summary>Device and threads of the process that computed.</summary>
    public required string Device { get; init; }

    public required int Iterations { get; init; }

    public int? BestIteration { get; init; }

    public string? StopReason { get; init; }

    public required double Seconds { get; init; }

    public required double IterationsPerSecond { get; init; }

    public required double PeakMemoryMiB { get; init; }

    /// <summary>Null without a reference, as is the SSIM.</summary>
    public double? Psnr { get; init; }

    public double? Ssim { get; init; }

    /// <summary>What the run believes its PSNR to be without having seen a reference; null where it cannot say.</summary>
    public double? EstimatedPsnr { get; init; }
}
