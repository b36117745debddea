using System.ComponentModel.DataAnnotations;

namespace DipWeb.Jobs;

/// <summary>How jobs wait for the device.</summary>
public sealed class JobOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Jobs";

    /// <summary>How many jobs may wait at once; more are refused.</summary>
    /// <value>Default: 100.</value>
    [Range(1, 100_000)]
    public int MaxQueued { get; set; } = 100;

    /// <summary>How often the queue is looked through although nothing was heard, in seconds.</summary>
    /// <value>Default: 2.</value>
    [Range(0.05, 60)]
    public double SweepSeconds { get; set; } = 2;

    /// <summary>How often a running job's numbers are written to the database, in seconds.</summary>
    /// <value>Default: 2.</value>
    [Range(0, 60)]
    public double ProgressSeconds { get; set; } = 2;

    /// <summary>Deaths of the server during one job, without a checkpoint between them, after which the job is given up.</summary>
    /// <value>Default: 3.</value>
    [Range(1, 100)]
    public int MaxFruitlessStarts { get; set; } = 3;

    /// <summary>A job that would need more memory than so many megabytes is refused.</summary>
    /// <value>Default: null, four fifths of the machine's, or three fifths of what a GPU has beyond its first gibibyte where that is less.</value>
    [Range(256, 100_000_000)]
    public int? MaxMemoryMegabytes { get; set; }
}
