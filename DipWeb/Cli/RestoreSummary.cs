using System.Text.Json;
using System.Text.Json.Serialization;
using DipWeb.Compute;
using DipWeb.Engine.Optimization;
using DipWeb.Jobs;

namespace DipWeb.Cli;

/// <summary>What --json writes.</summary>
internal sealed record RestoreSummary
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new CamelCaseEnumConverter<StopReason>() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Task { get; init; }

    public required string Preset { get; init; }

    public string? Network { get; init; }

    public string? Device { get; init; }

    public required int Iterations { get; init; }

    public int? BestIteration { get; init; }

    public StopReason? StopReason { get; init; }

    public required double Seconds { get; init; }

    public required double IterationsPerSecond { get; init; }

    public required double PeakMemoryMiB { get; init; }

    public double? Psnr { get; init; }

    public double? Ssim { get; init; }

    /// <summary>PSNR estimated without a reference, dB.</summary>
    public double? EstimatedPsnr { get; init; }

    /// <summary>Standard deviation of the picture's noise in 8-bit steps.</summary>
    public double? Noise { get; init; }

    /// <summary>Share of the picture's pixels that were not believed.</summary>
    public double? HoleShare { get; init; }

    public required long Seed { get; init; }

    public static RestoreSummary Of(ComputeOrder order, RunOutcome outcome) => new()
    {
        Task = order.Task,
        Preset = order.Preset,
        Network = outcome.Network,
        Device = outcome.Device,
        Iterations = outcome.Iteration,
        BestIteration = outcome.BestIteration,
        StopReason = outcome.StopReason,
        Seconds = Math.Round(outcome.Seconds, 3),
        IterationsPerSecond = outcome.Seconds > 0 ? Math.Round(outcome.Iteration / outcome.Seconds, 2) : 0,
        PeakMemoryMiB = Math.Round(outcome.PeakMemoryMiB, 1),
        Psnr = outcome.Psnr,
        Ssim = outcome.Ssim,
        EstimatedPsnr = outcome.EstimatedPsnr,
        Noise = outcome.NoiseDeviation * 255,
        HoleShare = outcome.HoleShare,
        Seed = order.Seed,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
