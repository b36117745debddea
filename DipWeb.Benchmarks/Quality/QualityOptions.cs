namespace DipWeb.Benchmarks.Quality;

/// <summary>What the person at the shell asked for.</summary>
internal sealed record QualityOptions
{
    /// <summary>The folder with the pictures.</summary>
    public required string Data { get; init; }

    /// <summary>The cases to measure, in order.</summary>
    public required IReadOnlyList<QualityCase> Cases { get; init; }

    public required string Preset { get; init; }

    /// <summary>Seed of the first restoration of each case.</summary>
    public required long Seed { get; init; }

    /// <summary>Restorations of each case, every one with the next seed.</summary>
    public required int Repeat { get; init; }

    /// <summary>Threads of the mathematics; null for one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Parameters of the task that differ from the preset, as name=value.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Where the restored pictures are kept; null to throw them away.</summary>
    public string? Output { get; init; }

    public IEnumerable<long> Seeds => Enumerable.Range(0, Repeat).Select(turn => Seed + turn);

    public string PathOf(string source) => Path.Combine(Data, source);

    /// <summary>The seed is in the name only where there are several.</summary>
    public string OutputOf(QualityCase measured, long seed, string folder) =>
        Path.Combine(Output ?? folder, Repeat == 1 ? $"{measured.Name}-{Preset}.png" : $"{measured.Name}-{Preset}-{seed}.png");

    /// <summary>A sentence about what is missing or wrong; null when everything is there.</summary>
    public string? Complaint()
    {
        if (Repeat < 1)
        {
            return $"--repeat must be at least 1; it was {Repeat}.";
        }

        if (!Directory.Exists(Data))
        {
            return $"There is no folder {Path.GetFullPath(Data)}; name the one with the pictures by --data.";
        }

        var missing = Cases.SelectMany(wanted => wanted.Sources).Select(PathOf).FirstOrDefault(path => !File.Exists(path));
        return missing is null ? null : $"There is no picture {Path.GetFullPath(missing)}; name the folder with the pictures by --data.";
    }
}
