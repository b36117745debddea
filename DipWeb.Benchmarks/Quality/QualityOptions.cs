namespace DipWeb.Benchmarks.Quality;

/// <summary>What the person at the shell asked for.</summary>
internal sealed record QualityOptions
{
    /// <summary>The folder with the pictures.</summary>
    public required string Data { get; init; }

    /// <summary>The cases to measure, in order.</summary>
    public required IReadOnlyList<QualityCase> Cases { get; init; }

    public required string Preset { get; init; }

    public required long Seed { get; init; }

    /// <summary>Threads of the mathematics; null for one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Parameters of the task that differ from the preset, as name=value.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Where the restored pictures are kept; null to throw them away.</summary>
    public string? Output { get; init; }

    public string PathOf(string source) => Path.Combine(Data, source);

    public string OutputOf(QualityCase measured, string folder) => Path.Combine(Output ?? folder, $"{measured.Name}-{Preset}.png");

    /// <summary>A sentence about what is missing; null when everything is there.</summary>
    public string? Complaint()
    {
        if (!Directory.Exists(Data))
        {
            return $"There is no folder {Path.GetFullPath(Data)}; name the one with the pictures by --data.";
        }

        var missing = Cases.SelectMany(wanted => wanted.Sources).Select(PathOf).FirstOrDefault(path => !File.Exists(path));
        return missing is null ? null : $"There is no picture {Path.GetFullPath(missing)}; name the folder with the pictures by --data.";
    }
}
