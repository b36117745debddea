namespace DipWeb.Jobs;

/// <summary>How far a run has come; pure data.</summary>
public sealed record RunProgress
{
    public required int Iteration { get; init; }

    public required int Iterations { get; init; }

    public required double IterationsPerSecond { get; init; }

    /// <summary>Seconds since this run began, without what earlier attempts took.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Null while it is no finite number.</summary>
    public double? Loss { get; init; }

    /// <summary>PSNR estimated without a reference, dB; null where nothing is held out.</summary>
    public double? EstimatedPsnr { get; init; }

    /// <summary>The best iteration so far, as the stop rule sees it.</summary>
    public int? BestIteration { get; init; }

    public double? Psnr { get; init; }

    public double? Ssim { get; init; }

    /// <summary>Number of the newest live picture that is on the disk; 0 when there is none.</summary>
    public required long FrameSequence { get; init; }

    /// <summary>Iteration of the newest checkpoint that is on the disk; 0 when there is none.</summary>
    public required int CheckpointIteration { get; init; }
}
