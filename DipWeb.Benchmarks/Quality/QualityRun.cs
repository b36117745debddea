namespace DipWeb.Benchmarks.Quality;

/// <summary>Damages a picture, has it restored, and says what came of it.</summary>
internal static class QualityRun
{
    /// <summary>Measures one case.</summary>
    /// <param name="wanted">The case.</param>
    /// <param name="options">Where the pictures are and how to restore them.</param>
    /// <param name="folder">An empty folder for the files of the case.</param>
    public static async Task<QualityRow> MeasureAsync(QualityCase wanted, QualityOptions options, string folder)
    {
        var damaged = wanted.Damage([.. wanted.Sources.Select(options.PathOf)]);
        var (input, reference) = (Path.Combine(folder, "damaged.png"), Path.Combine(folder, "reference.png"));
        Pictures.Write(input, damaged.Measurement);
        Pictures.Write(reference, damaged.Reference);
        var figures = await RestoreProcess.RunAsync(
        [
            wanted.Task, input, "-o", options.OutputOf(wanted, folder), "--reference", reference,
            "--preset", options.Preset, "--seed", options.Seed.ToString(CultureInfo.InvariantCulture), "--json",
            .. damaged.KnownMaskPath is { } mask ? (string[])["--mask", mask, "--mask-known"] : [],
            .. damaged.Factor is { } factor ? (string[])["--set", $"factor={factor}"] : [],
            .. options.Threads is { } threads ? (string[])["--threads", threads.ToString(CultureInfo.InvariantCulture)] : [],
            .. options.Parameters.SelectMany(parameter => (string[])["--set", parameter]),
        ]);
        return new QualityRow(wanted, damaged, options.Preset, figures);
    }
}
