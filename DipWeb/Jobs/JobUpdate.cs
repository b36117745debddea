using System.Text.Json.Serialization;

namespace DipWeb.Jobs;

/// <summary>News of a job, small enough to send several times a second.</summary>
public sealed record JobUpdate
{
    public required string JobId { get; init; }

    public required int Attempt { get; init; }

    /// <summary>Grows with every update, also over restarts of the server.</summary>
    public required long Sequence { get; init; }

    public required JobState State { get; init; }

    public required JobDesire Desired { get; init; }

    public required int Iteration { get; init; }

    public required int Iterations { get; init; }

    public double? IterationsPerSecond { get; init; }

    public required double ElapsedSeconds { get; init; }

    public double? EtaSeconds { get; init; }

    public double? Loss { get; init; }

    public double? EstimatedPsnr { get; init; }

    public int? BestIteration { get; init; }

    public double? Psnr { get; init; }

    public double? Ssim { get; init; }

    public required long FrameSequence { get; init; }

    public string? StopReason { get; init; }

    public JobError? Error { get; init; }

    /// <summary>Whether nothing more will come unless a person asks for it.</summary>
    [JsonIgnore]
    public bool IsFinal => State is JobState.Completed or JobState.Cancelled or JobState.Failed;
}
