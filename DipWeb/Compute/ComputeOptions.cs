using System.ComponentModel.DataAnnotations;

namespace DipWeb.Compute;

/// <summary>How runs are computed.</summary>
public sealed class ComputeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Compute";

    /// <summary>Compute in the server's own process, for debugging: slower, and a crash ends the server.</summary>
    /// <value>Default: false, a process of its own for each run.</value>
    public bool InProcess { get; set; }

    /// <summary>Threads of the mathematics.</summary>
    /// <value>Default: null, one per core.</value>
    [Range(1, 1024)]
    public int? Threads { get; set; }

    /// <summary>How much the compute process gives way to others: 0 not at all, 19 most. Ignored on Windows.</summary>
    /// <value>Default: 10.</value>
    [Range(0, 19)]
    public int Niceness { get; set; } = 10;

    /// <summary>Shortest time between two reports with a live picture, in milliseconds.</summary>
    /// <value>Default: 250.</value>
    [Range(10, 2000)]
    public int ReportMilliseconds { get; set; } = 250;

    /// <summary>Time between two checkpoints, in seconds.</summary>
    /// <value>Default: 30.</value>
    [Range(0.1, 3600)]
    public double CheckpointSeconds { get; set; } = 30;

    /// <summary>A checkpoint is also due after so many iterations.</summary>
    /// <value>Default: 250.</value>
    [Range(1, 1_000_000)]
    public int CheckpointIterations { get; set; } = 250;

    /// <summary>About how many iterates are kept over a run, to choose from afterwards.</summary>
    /// <value>Default: 40.</value>
    [Range(0, 1000)]
    public int KeptIterates { get; set; } = 40;

    /// <summary>Fewer iterates are kept where they would take more than so many megabytes.</summary>
    /// <value>Default: 512.</value>
    [Range(0, 1_000_000)]
    public int KeptMegabytes { get; set; } = 512;

    /// <summary>Longest side of a live picture.</summary>
    /// <value>Default: 1024.</value>
    [Range(64, 8192)]
    public int FrameSide { get; set; } = 1024;

    /// <summary>A compute process that finishes no iteration for so many seconds is ended and started again.</summary>
    /// <value>Default: 120.</value>
    [Range(1, 86_400)]
    public double StallSeconds { get; set; } = 120;

    /// <summary>Deaths of the compute process, one after the other without a checkpoint between them, after which a job is given up.</summary>
    /// <value>Default: 3.</value>
    [Range(1, 100)]
    public int MaxFruitlessStarts { get; set; } = 3;
}
