namespace DipWeb.Jobs;

/// <summary>A job as everyone sees it: the job JSON of the HTTP interface.</summary>
public sealed record JobView
{
    public required string Id { get; init; }

    public required JobState State { get; init; }

    /// <summary>What the job has been told to do and has not done yet; run when nothing is pending.</summary>
    public required JobDesire Desired { get; init; }

    public required string Task { get; init; }

    public required string Preset { get; init; }

    public required string ImageId { get; init; }

    public string? MaskId { get; init; }

    public string? GuideId { get; init; }

    public string? ReferenceId { get; init; }

    public required long Seed { get; init; }

    public required int Iteration { get; init; }

    public required int Iterations { get; init; }

    /// <summary>Regions or tiles that are computed one after another, each with an equal share of the iterations; 1 for the whole picture at once.</summary>
    public int Regions { get; init; } = 1;

    public double? IterationsPerSecond { get; init; }

    public required double ElapsedSeconds { get; init; }

    public double? EtaSeconds { get; init; }

    public double? Loss { get; init; }

    /// <summary>PSNR estimated without a reference from samples that the fit never saw, dB; null where none are held out.</summary>
    public double? EstimatedPsnr { get; init; }

    /// <summary>Standard deviation of the picture's noise in 8-bit steps, given or measured; null until the job is completed.</summary>
    public double? Noise { get; init; }

    /// <summary>Share of the picture's pixels that were not believed; null until the job is completed.</summary>
    public double? HoleShare { get; init; }

    public double? Psnr { get; init; }

    public double? Ssim { get; init; }

    public int? BestIteration { get; init; }

    /// <summary>converged, iterationBudget, finished, cancelled or diverged; null until the job is completed.</summary>
    public string? StopReason { get; init; }

    public JobError? Error { get; init; }

    /// <summary>1 is next; null unless queued.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>Width of the result in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the result in pixels.</summary>
    public required int Height { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public string? Network { get; init; }

    public string? Device { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required int Attempt { get; init; }

    /// <summary>Number of the newest update that this view holds; later updates have larger numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Number of the newest live picture; 0 when there is none.</summary>
    public required long FrameSequence { get; init; }
}
