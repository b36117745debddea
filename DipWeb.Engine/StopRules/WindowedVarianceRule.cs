using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>ES-WMV: the variance of the last 100 iterates, lowest where the run lingers before it learns the noise.</summary>
/// <remarks>
/// Wang, Li, Zhuang, Chen, Liang and Sun, “Early Stopping for Deep Image Prior”, TMLR 2023: (1/W) Σ ‖x_w − x̄‖² / N, here over a
/// fixed subset of the pixels, which keeps the minimum where it is.
/// </remarks>
internal sealed class WindowedVarianceRule : PatientRule
{
    private const int Window = 100;

    private readonly PixelSubset _subset;
    private readonly Tensor _recent; // Wxn
    private int _seen;

    /// <summary>Takes ownership of the subset.</summary>
    public WindowedVarianceRule(StopRuleSpec spec, PixelSubset subset, torch.Device device)
        : base(spec, smallestGain: 0)
    {
        _subset = subset;
        _recent = torch.zeros(Window, subset.Samples, device: device).DetachFromDisposeScope();
    }

    public override Tensor? Samples => _recent;

    public override void Observe(in Observation iteration)
    {
        using var scope = torch.NewDisposeScope();
        _recent[_seen % Window].copy_(_subset.Of(iteration.Iterate));
        _seen++;
    }

    protected override double? ReadScore(int iteration, Tensor average)
    {
        if (_seen < Window)
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        return _recent.var(0, unbiased: false).mean().item<float>();
    }

    protected override double[] CaptureOwn() => [_seen];

    protected override void RestoreOwn(ReadOnlySpan<double> numbers) => _seen = (int)numbers[0];

    protected override void Dispose(bool disposing)
    {
        _recent.Dispose();
        _subset.Dispose();
        base.Dispose(disposing);
    }
}
