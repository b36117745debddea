namespace DipWeb.Compute;

/// <summary>How often a run reports, checkpoints and keeps an iterate.</summary>
internal sealed record ComputeCadence
{
    public required int ReportMilliseconds { get; init; }

    public required double CheckpointSeconds { get; init; }

    public required int CheckpointIterations { get; init; }

    public required int KeptIterates { get; init; }

    public required int KeptMegabytes { get; init; }

    public required int FrameSide { get; init; }

    public static ComputeCadence From(ComputeOptions options) => new()
    {
        ReportMilliseconds = options.ReportMilliseconds,
        CheckpointSeconds = options.CheckpointSeconds,
        CheckpointIterations = options.CheckpointIterations,
        KeptIterates = options.KeptIterates,
        KeptMegabytes = options.KeptMegabytes,
        FrameSide = options.FrameSide,
    };

    /// <summary>Iterations from one kept iterate to the next; 0 keeps none.</summary>
    /// <param name="iterations">Length of the run.</param>
    /// <param name="pictureBytes">Size of one iterate on the disk.</param>
    public int KeepEvery(int iterations, long pictureBytes)
    {
        var count = (int)Math.Min(KeptIterates, KeptMegabytes * 1_000_000L / pictureBytes);
        return count == 0 ? 0 : Math.Max(1, (iterations + count - 1) / count);
    }
}
