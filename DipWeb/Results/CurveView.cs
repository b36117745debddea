using DipWeb.Compute;

namespace DipWeb.Results;

/// <summary>The curve of a run as arrays of one length; a metric that was not measured at an iteration is null there.</summary>
public sealed record CurveView
{
    private const int MostPoints = 2000;

    public required IReadOnlyList<int> Iteration { get; init; }

    public required IReadOnlyList<double> Loss { get; init; }

    public required IReadOnlyList<double?> Psnr { get; init; }

    public required IReadOnlyList<double?> Ssim { get; init; }

    /// <summary>What the stop rule watches; lower is better.</summary>
    public required IReadOnlyList<double?> Score { get; init; }

    /// <summary>PSNR estimated without a reference, dB.</summary>
    public required IReadOnlyList<double?> EstimatedPsnr { get; init; }

    /// <summary>At most 2000 of the points, evenly chosen, the first and the last among them.</summary>
    internal static CurveView Of(IReadOnlyList<CurvePoint> points)
    {
        var count = Math.Min(points.Count, MostPoints);
        var chosen = Enumerable.Range(0, count).Select(i => points[count == 1 ? 0 : (int)((long)i * (points.Count - 1) / (count - 1))]).ToList();
        return new CurveView
        {
            Iteration = [.. chosen.Select(point => point.Iteration)],
            Loss = [.. chosen.Select(point => point.Loss)],
            Psnr = [.. chosen.Select(point => point.Psnr)],
            Ssim = [.. chosen.Select(point => point.Ssim)],
            Score = [.. chosen.Select(point => point.Score)],
            EstimatedPsnr = [.. chosen.Select(point => point.EstimatedPsnr)],
        };
    }
}
