using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>Morozov's discrepancy principle: a fit that is as close to the measurement as the noise allows is close enough.</summary>
/// <param name="noiseVariance">Variance of the noise in samples whose peak is 1.</param>
/// <param name="device">Where the losses are.</param>
internal sealed class DiscrepancyRule(double noiseVariance, torch.Device device) : StopRule
{
    private const double Smoothing = 0.05;
    private const double Share = 0.98; // of the variance that the fit must reach

    private readonly Tensor _loss = torch.zeros(1, device: device).DetachFromDisposeScope();
    private double _score = double.NaN;
    private bool _isOver;
    private bool _isOverruled;

    public override double? Score => double.IsFinite(_score) ? _score : null;

    public override void Observe(in Observation iteration)
    {
        using var scope = torch.NewDisposeScope();
        var weight = Math.Max(Smoothing, 1d / iteration.Iteration);
        _loss.mul_(1 - weight).add_(iteration.Loss, weight);
    }

    public override StopVerdict Look(int iteration, Tensor average)
    {
        _score = _loss.item<float>();
        if (_isOverruled)
        {
            return default;
        }

        _isOver = _score <= Share * noiseVariance;
        return new StopVerdict(IsBest: true, _isOver); // until then each iterate is closer than the last
    }

    protected override double[] CaptureNumbers() => [_loss.item<float>(), _score, _isOver || _isOverruled ? 1 : 0];

    protected override void RestoreNumbers(double[] numbers)
    {
        _loss.fill_(numbers[0]);
        (_score, _isOver, _isOverruled) = (numbers[1], false, numbers[2] == 1);
    }

    protected override void Dispose(bool disposing)
    {
        _loss.Dispose();
        base.Dispose(disposing);
    }
}
