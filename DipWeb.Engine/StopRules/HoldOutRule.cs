using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;

namespace DipWeb.Engine.StopRules;

/// <summary>The error at samples that the fit never sees (Ding et al., “Validation guided early stopping”, arXiv 2209.10675).</summary>
/// <remarks>
/// Noise that is independent from sample to sample is independent of the fit there, so the expected squared error is that of the
/// averaged iterate plus the noise's variance: the lowest error marks the best iterate, and less the variance it is an
/// estimate of the mean squared error without any reference. Where samples may be wrong altogether, the median counts.
/// </remarks>
internal sealed class HoldOutRule : PatientRule
{
    private const double GainOverNoise = 1e-3;
    private const double GainOnPlateau = 4.6e-3; // 0.02 dB
    private const double Smoothing = 0.4; // of a new score, looked at every tenth iteration: about 0.95 an iteration

    private readonly HoldOut _heldOut;
    private readonly double _averaging;
    private readonly double _noiseVariance;
    private readonly bool _isRobust;
    private readonly Tensor _average; // n
    private double _smoothed = double.NaN;
    private double _error = double.NaN;

    public HoldOutRule(StopRuleSpec spec, HoldOut heldOut, double averaging, double noiseVariance, bool isRobust)
        : base(spec, spec.Kind == StopRuleKind.Plateau ? GainOnPlateau : GainOverNoise)
    {
        (_heldOut, _averaging, _noiseVariance, _isRobust) = (heldOut, averaging, noiseVariance, isRobust);
        _average = TorchSharp.torch.zeros_like(heldOut.Measured).DetachFromDisposeScope();
    }

    public override double? EstimatedPsnr =>
        !_isRobust && double.IsFinite(_error) && _error > _noiseVariance ? Metrics.Psnr.FromMeanSquaredError(_error - _noiseVariance) : null;

    public override void Observe(in Observation iteration)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var kept = Optimization.IterateAverage.Kept(_averaging, iteration.Iteration - 1);
        _average.mul_(kept).add_(_heldOut.Of(iteration.Prediction), 1 - kept);
    }

    protected override double? ReadScore(int iteration)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var residual = _average - _heldOut.Measured;
        _error = (_isRobust ? residual.abs().median() : residual.square().mean()).item<float>();
        _smoothed = double.IsNaN(_smoothed) ? _error : _smoothed + (Smoothing * (_error - _smoothed));
        return _smoothed;
    }

    protected override double[] CaptureNumbers() => [_smoothed, _error];

    protected override void RestoreNumbers(ReadOnlySpan<double> numbers) => (_smoothed, _error) = (numbers[0], numbers[1]);

    protected override float[] CaptureSamples() => TensorImage.ToArray(_average);

    protected override void RestoreSamples(float[] samples) => _average.copy_(TorchSharp.torch.tensor(samples));

    protected override void Dispose(bool disposing)
    {
        _average.Dispose();
        base.Dispose(disposing);
    }
}
