using DipWeb.Engine.Imaging;
using DipWeb.Images;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Damages a picture, has it restored, and says what came of it.</summary>
internal static class QualityRun
{
    /// <summary>Measures one case.</summary>
    /// <param name="wanted">The case.</param>
    /// <param name="seed">Seed of the restoration.</param>
    /// <param name="options">Where the pictures are and how to restore them.</param>
    /// <param name="folder">An empty folder for the files of the case.</param>
    public static async Task<QualityRow> MeasureAsync(QualityCase wanted, long seed, QualityOptions options, string folder)
    {
        var damaged = wanted.Make(options.Data);
        var output = options.OutputOf(wanted, seed, folder);
        var figures = await RestoreProcess.RunAsync(
        [
            wanted.Task, WriteTo(folder, "damaged", damaged.Measurement), "-o", output,
            "--preset", options.Preset, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--json",
            .. damaged.Reference is { } reference ? (string[])["--reference", WriteTo(folder, "reference", Pictures.Png(reference))] : [],
            .. damaged.Known is { } known ? (string[])["--mask", WriteMaskTo(folder, known)] : [],
            .. damaged.GuidePath is { } guide ? (string[])["--guide", guide] : [],
            .. damaged.Factor is { } factor ? (string[])["--set", $"factor={factor}"] : [],
            .. options.Threads is { } threads ? (string[])["--threads", threads.ToString(CultureInfo.InvariantCulture)] : [],
            .. options.Parameters.SelectMany(parameter => (string[])["--set", parameter]),
        ]);
        return Row(wanted, seed, damaged, figures, output);
    }

    private static QualityRow Row(QualityCase measured, long seed, DamagedPicture damaged, RestoreFigures figures, string output) => new()
    {
        Name = measured.Name,
        Seed = seed.ToString(CultureInfo.InvariantCulture),
        Size = $"{damaged.Untreated.Width}x{damaged.Untreated.Height}x{damaged.Untreated.Channels}",
        Network = figures.Network,
        Device = figures.Device,
        StopReason = figures.StopReason,
        Numbers = new QualityNumbers
        {
            Iterations = figures.Iterations,
            BestIteration = figures.BestIteration,
            Seconds = figures.Seconds,
            IterationsPerSecond = figures.IterationsPerSecond,
            UntreatedPsnr = damaged.UntreatedPsnr,
            Psnr = figures.Psnr,
            UntreatedLuminancePsnr = damaged.LuminancePsnrOf(damaged.Untreated),
            LuminancePsnr = damaged.LuminancePsnrOf(Pictures.Read(output)),
            Ssim = figures.Ssim,
            EstimatedPsnr = figures.EstimatedPsnr,
        },
        Published = measured.Published,
    };

    private static string WriteTo(string folder, string name, PictureFile picture)
    {
        var path = Path.Combine(folder, name + picture.Ending);
        File.WriteAllBytes(path, picture.Bytes);
        return path;
    }

    private static string WriteMaskTo(string folder, KnownMask known)
    {
        var path = Path.Combine(folder, "mask.png");
        ImageCodec.WriteMask(path, known);
        return path;
    }
}
