using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Optimization;

/// <summary>What one fit made; pure data.</summary>
internal sealed record FitResult
{
    public required ImageBuffer Picture { get; init; }

    public required int Iterations { get; init; }

    public required int BestIteration { get; init; }

    public required StopReason StopReason { get; init; }

    public required double Loss { get; init; }

    public double? EstimatedPsnr { get; init; }

    /// <summary>See <see cref="Methods.Fit.LearntParameters"/>.</summary>
    public required float[] LearntParameters { get; init; }
}
