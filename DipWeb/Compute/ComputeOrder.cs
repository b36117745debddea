using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>Everything a compute process must be told: what to do, where the pictures lie, where its files go, how often to report.</summary>
internal sealed record ComputeOrder
{
    /// <summary>Existing folder that the run's files go to and that its checkpoints lie in.</summary>
    public required string Folder { get; init; }

    /// <summary>Fence of the checkpoint files: a larger number wins.</summary>
    public required int Attempt { get; init; }

    public required string Task { get; init; }

    public required string Preset { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required long Seed { get; init; }

    public required string ImagePath { get; init; }

    public string? MaskPath { get; init; }

    /// <summary>Whether white marks what is known, as in the papers' data, and not what is to be repaired.</summary>
    public bool MaskMarksKnown { get; init; }

    public string? GuidePath { get; init; }

    public string? ReferencePath { get; init; }

    /// <summary>Whether the whole does not fit into the memory; a task that works around holes alone does not look at it.</summary>
    public bool InTiles { get; init; }

    public int? Threads { get; init; }

    /// <summary>Number of the first live picture.</summary>
    public long FirstFrame { get; init; } = 1;

    /// <summary>What is wanted from the first iteration on.</summary>
    public JobDesire Desired { get; init; }

    public required ComputeCadence Cadence { get; init; }

    public required ImageLimits Limits { get; init; }

    /// <summary>What the order means on the device of this process.</summary>
    /// <exception cref="InvalidSpecException">The order does not fit the task.</exception>
    public RestorationSpec CreateSpec() => TaskCatalog.CreateSpec(Task, TaskCatalog.ParsePreset(Preset), Parameters, Seed, ComputeDevice.Kind);
}
