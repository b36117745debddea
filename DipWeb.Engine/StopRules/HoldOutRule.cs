using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>The error at samples that the fit never sees (Ding et al., “Validation guided early stopping”, arXiv 2209.10675).</summary>
/// <remarks>
/// Noise that is independent from sample to sample is independent of the fit there, so the expected squared error is that of the
/// averaged prediction plus the noise's variance: the lowest error marks the best iterate. Where samples may be wrong altogether, the
/// median counts. What the prior is averaged with has seen these samples and is left out. Where known pixels carry over to lost ones, the
/// samples count as lost ones would.
/// </remarks>
/// <param name="spec">Patience, and whether there is noise.</param>
/// <param name="heldOut">The samples; outlives the rule.</param>
/// <param name="predictions">Averages what the prior predicts of the measurement; the rule takes it over.</param>
/// <param name="atHeldOut">What a prediction makes of these samples, as if they were lost: n samples, plane after plane.</param>
/// <param name="estimate">Tells the PSNR from them; null where it cannot. Outlives the rule.</param>
/// <param name="isRobust">Whether the median counts.</param>
internal sealed class HoldOutRule(
    StopRuleSpec spec, HoldOut heldOut, IterateAverage predictions, Func<Tensor, Tensor> atHeldOut, ErrorEstimate? estimate, bool isRobust)
    : PatientRule(spec, spec.Kind == StopRuleKind.Plateau ? GainOnPlateau : GainOverNoise)
{
    private const double GainOverNoise = 1e-3;
    private const double GainOnPlateau = 4.6e-3; // 0.02 dB
    private const double Smoothing = 0.4; // of a new score, looked at every tenth iteration: about 0.95 an iteration

    private double _smoothed = double.NaN;
    private double? _psnr;
    private double _share = estimate?.Share ?? 0; // of what the prior is averaged with, in the averaged iterate

    public override double? EstimatedPsnr => _psnr;

    public override Tensor? Samples => predictions.Value;

    public override void Observe(in Observation iteration)
    {
        predictions.Add(iteration.Prediction, averaged: iteration.Iteration - 1);
        _share = predictions.With(_share, estimate?.Share ?? 0, averaged: iteration.Iteration - 1);
    }

    protected override double? ReadScore(int iteration, Tensor average)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var residual = atHeldOut(predictions.Value) - heldOut.Measured;
        var error = (isRobust ? residual.abs().median() : residual.square().mean()).item<float>();
        _smoothed = double.IsNaN(_smoothed) ? error : _smoothed + (Smoothing * (error - _smoothed));
        _psnr = estimate?.Psnr(average, predictions.Value, _share);
        estimate?.Weigh(predictions.Value);
        return _smoothed;
    }

    protected override double[] CaptureOwn() => [_smoothed, _psnr ?? double.NaN, _share, estimate?.Share ?? 0];

    protected override void RestoreOwn(ReadOnlySpan<double> numbers)
    {
        (_smoothed, _psnr, _share) = (numbers[0], double.IsNaN(numbers[1]) ? null : numbers[1], numbers[2]);
        if (estimate is not null)
        {
            estimate.Share = numbers[3];
        }
    }

    protected override void Dispose(bool disposing)
    {
        predictions.Dispose();
        base.Dispose(disposing);
    }
}
