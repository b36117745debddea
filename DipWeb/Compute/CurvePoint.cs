namespace DipWeb.Compute;

/// <summary>The numbers of one iteration.</summary>
public readonly record struct CurvePoint(int Iteration, double Loss, double? Psnr, double? Ssim);
