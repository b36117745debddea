namespace DipWeb.Benchmarks.Quality;

/// <summary>One line of the Markdown table.</summary>
internal sealed record QualityRow(QualityCase Case, DamagedPicture Damaged, string Preset, RestoreFigures Figures)
{
    public const string Header =
        """
        | Case | Size | Preset | Network | Iterations | Seconds | Iterations/s | PSNR before | PSNR | SSIM |
        |---|---|---|---|---:|---:|---:|---:|---:|---:|
        """;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Case.Name} | {Damaged.Reference.Width}x{Damaged.Reference.Height}x{Damaged.Reference.Channels} | {Preset} | {Figures.Network} "
        + $"| {Figures.Iterations} | {Figures.Seconds:F1} | {Figures.IterationsPerSecond:F1} | {Damaged.UntreatedPsnr:F2} | {Figures.Psnr:F2} | {Figures.Ssim:F4} |");
}
