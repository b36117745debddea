using System.Globalization;
using DipWeb.Engine.Optimization;

namespace DipWeb.Jobs;

/// <summary>One wish of a person and how far it has come: the row that is the truth about a job.</summary>
public sealed class RestorationJob
{
    public required string Id { get; init; }

    public JobState State { get; set; }

    public JobDesire Desired { get; set; }

    /// <summary>The fence: grows each time a run takes the job, and a run may write only while the number is its own.</summary>
    public int Attempt { get; set; }

    /// <summary>Smaller goes first.</summary>
    public long QueueOrder { get; set; }

    public required string Task { get; init; }

    public required string Preset { get; init; }

    /// <summary>The value of every parameter, not only of those that were asked for: presets may change under a paused job.</summary>
    public required Dictionary<string, string> Parameters { get; set; }

    public required long Seed { get; init; }

    public required string ImageId { get; init; }

    public string? MaskId { get; init; }

    public string? GuideId { get; init; }

    public string? ReferenceId { get; init; }

    /// <summary>Width of the result in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the result in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Regions of the picture that are computed one after another; one for the whole picture.</summary>
    public int Regions { get; init; } = 1;

    public int Iteration { get; set; }

    public required int Iterations { get; set; }

    /// <summary>Iteration of the newest checkpoint that is on the disk; 0 when there is none.</summary>
    public int CheckpointIteration { get; set; }

    /// <summary>Deaths of the server, one after the other, between which no checkpoint was made.</summary>
    public int FruitlessStarts { get; set; }

    /// <summary>Newest checkpoint when the present attempt began.</summary>
    public int StartIteration { get; set; }

    public double? IterationsPerSecond { get; set; }

    public double ElapsedSeconds { get; set; }

    public double? Loss { get; set; }

    /// <summary>PSNR estimated without a reference, dB.</summary>
    public double? EstimatedPsnr { get; set; }

    /// <summary>Standard deviation of the picture's noise, given or measured, peak 1.</summary>
    public double? NoiseDeviation { get; set; }

    /// <summary>Share of the picture's pixels that the run does not believe.</summary>
    public double? HoleShare { get; set; }

    public double? Psnr { get; set; }

    public double? Ssim { get; set; }

    public int? BestIteration { get; set; }

    /// <summary>Number of the newest live picture; grows over all attempts.</summary>
    public long FrameSequence { get; set; }

    public StopReason? StopReason { get; set; }

    public string? Network { get; set; }

    public string? Device { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    internal JobStanding Standing => new(State, Desired);

    /// <summary>How many runs are averaged; one for a job that was made before several could be.</summary>
    internal int Seeds => Parameters.TryGetValue("seeds", out var seeds) ? int.Parse(seeds, CultureInfo.InvariantCulture) : 1;
}
