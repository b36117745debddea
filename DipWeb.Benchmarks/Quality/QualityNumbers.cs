namespace DipWeb.Benchmarks.Quality;

/// <summary>The numbers of a row; PSNR in decibels. Null is what was not measured.</summary>
internal sealed record QualityNumbers
{
    public required double Iterations { get; init; }

    /// <summary>Iteration that the result was taken from.</summary>
    public double? BestIteration { get; init; }

    public required double Seconds { get; init; }

    public required double IterationsPerSecond { get; init; }

    public double? UntreatedPsnr { get; init; }

    public double? Psnr { get; init; }

    public double? UntreatedLuminancePsnr { get; init; }

    public double? LuminancePsnr { get; init; }

    public double? Ssim { get; init; }

    public double? EstimatedPsnr { get; init; }

    /// <summary>The mean of each number; null where one of them is, for a mean over fewer would be of something else.</summary>
    public static QualityNumbers MeanOf(IReadOnlyList<QualityNumbers> all)
    {
        double? Mean(Func<QualityNumbers, double?> number) => all.Any(one => number(one) is null) ? null : all.Average(number);
        return new QualityNumbers
        {
            Iterations = all.Average(one => one.Iterations),
            BestIteration = Mean(one => one.BestIteration),
            Seconds = all.Average(one => one.Seconds),
            IterationsPerSecond = all.Average(one => one.IterationsPerSecond),
            UntreatedPsnr = Mean(one => one.UntreatedPsnr),
            Psnr = Mean(one => one.Psnr),
            UntreatedLuminancePsnr = Mean(one => one.UntreatedLuminancePsnr),
            LuminancePsnr = Mean(one => one.LuminancePsnr),
            Ssim = Mean(one => one.Ssim),
            EstimatedPsnr = Mean(one => one.EstimatedPsnr),
        };
    }
}
