using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>ES-EMV: an exponentially moving variance of the iterates, with δ = x − m, m += α δ, v = (1 − α)(v + α ‖δ‖²), α = 0.1.</summary>
/// <remarks>Source as of <see cref="WindowedVarianceRule"/>; the first look is at iteration 100, when the start is forgotten.</remarks>
internal sealed class MovingVarianceRule : PatientRule
{
    private const double Weight = 0.1;
    private const int FirstLook = 100;

    private readonly PixelSubset _subset;
    private readonly Tensor _mean; // n
    private readonly Tensor _variance; // scalar

    /// <summary>Takes ownership of the subset.</summary>
    public MovingVarianceRule(StopRuleSpec spec, PixelSubset subset, torch.Device device)
        : base(spec, smallestGain: 0)
    {
        _subset = subset;
        _mean = torch.zeros(subset.Samples, device: device).DetachFromDisposeScope();
        _variance = torch.zeros(1, device: device).DetachFromDisposeScope();
    }

    public override Tensor? Samples => _mean;

    public override void Observe(in Observation iteration)
    {
        using var scope = torch.NewDisposeScope();
        var difference = _subset.Of(iteration.Iterate) - _mean;
        _mean.add_(difference, Weight);
        _variance.add_(difference.square().mean(), Weight).mul_(1 - Weight);
    }

    protected override double? ReadScore(int iteration, Tensor average) => iteration < FirstLook ? null : _variance.item<float>();

    protected override double[] CaptureOwn() => [_variance.item<float>()];

    protected override void RestoreOwn(ReadOnlySpan<double> numbers) => _variance.fill_(numbers[0]);

    protected override void Dispose(bool disposing)
    {
        _variance.Dispose();
        _mean.Dispose();
        _subset.Dispose();
        base.Dispose(disposing);
    }
}
