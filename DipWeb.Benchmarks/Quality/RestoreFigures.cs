namespace DipWeb.Benchmarks.Quality;

/// <summary>What the restore command says about its run with --json, as far as the table needs it.</summary>
internal sealed record RestoreFigures
{
    public required string Network { get; init; }

    public required string Device { get; init; }

    public required int Iterations { get; init; }

    public required double Seconds { get; init; }

    public required double IterationsPerSecond { get; init; }

    public required double Psnr { get; init; }

    public required double Ssim { get; init; }

    public required long Seed { get; init; }
}
