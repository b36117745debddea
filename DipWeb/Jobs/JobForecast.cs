namespace DipWeb.Jobs;

/// <summary>What a job would take, told before it is submitted.</summary>
public sealed record JobForecast
{
    /// <summary>Width of the result in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the result in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>All iterations, if no stop rule ends it sooner; null while the machine computes something else and has not yet been timed.</summary>
    public required double? Seconds { get; init; }

    /// <summary>Peak memory of the compute process.</summary>
    public required long MemoryMegabytes { get; init; }

    /// <summary>What a job may use; a larger one is refused.</summary>
    public required long MemoryLimitMegabytes { get; init; }

    /// <summary>Whether the memory suffices.</summary>
    public bool Fits => MemoryMegabytes <= MemoryLimitMegabytes;
}
