using DipWeb.Engine.Optimization;

namespace DipWeb.Jobs;

/// <summary>What became of a run; pure data.</summary>
public sealed record RunOutcome
{
    public required RunEnd End { get; init; }

    public int Iteration { get; init; }

    public int? BestIteration { get; init; }

    public StopReason? StopReason { get; init; }

    public double? Loss { get; init; }

    /// <summary>PSNR estimated without a reference, dB; null where nothing was held out.</summary>
    public double? EstimatedPsnr { get; init; }

    /// <summary>Standard deviation of the picture's noise, given or measured, peak 1.</summary>
    public double? NoiseDeviation { get; init; }

    /// <summary>Share of the picture's pixels that were not believed.</summary>
    public double? HoleShare { get; init; }

    public double? Psnr { get; init; }

    public double? Ssim { get; init; }

    public string? Network { get; init; }

    public string? Device { get; init; }

    /// <summary>Seconds since this run began, without what earlier attempts took.</summary>
    public double Seconds { get; init; }

    /// <summary>Largest resident memory of the process that computed.</summary>
    public double PeakMemoryMiB { get; init; }

    public JobError? Error { get; init; }

    public static RunOutcome Failure(string code, string message) => new() { End = RunEnd.Failed, Error = new JobError(code, message) };
}
