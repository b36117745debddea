using DipWeb.Engine.Optimization;

namespace DipWeb.Compute;

/// <summary>The numbers of one iteration.</summary>
public readonly record struct CurvePoint(int Iteration, double Loss, double? Psnr, double? Ssim, double? Score, double? EstimatedPsnr)
{
    public static CurvePoint Of(IterationReport report, double? ssim)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new CurvePoint(report.Iteration, report.Loss, report.Psnr, ssim, report.Score, report.EstimatedPsnr);
    }
}
