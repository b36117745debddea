using DipWeb.Engine.Specs;

namespace DipWeb.Engine.StopRules;

/// <summary>A rule with a score that falls while the run gets better: the best iterate has the lowest, and after that patience begins.</summary>
/// <remarks>
/// Patience is the spec's, or a quarter of the iterations done where that is more. A run that is continued after the rule ended it
/// is continued because a person wants so: then the rule only goes on picking the best.
/// </remarks>
internal abstract class PatientRule(StopRuleSpec spec, double smallestGain) : StopRule
{
    private double _best = double.PositiveInfinity;
    private double _score = double.NaN;
    private int _bestAt;
    private bool _isOver;
    private bool _isOverruled;

    public override double? Score => double.IsFinite(_score) ? _score : null;

    public override StopVerdict Look(int iteration, Tensor average)
    {
        if (ReadScore(iteration, average) is not { } score)
        {
            return default;
        }

        _score = score;
        if (iteration < spec.Start)
        {
            return default;
        }

        var isBest = _score < _best * (1 - smallestGain);
        if (isBest)
        {
            (_best, _bestAt) = (_score, iteration);
        }

        _isOver = iteration - _bestAt >= Math.Max(spec.Patience, iteration / 4);
        return new StopVerdict(isBest, _isOver && !_isOverruled);
    }

    protected override double[] CaptureNumbers() => [_best, _score, _bestAt, _isOver ? 1 : 0, _isOverruled ? 1 : 0, .. CaptureOwn()];

    protected override void RestoreNumbers(double[] numbers)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        (_best, _score, _bestAt) = (numbers[0], numbers[1], (int)numbers[2]);
        _isOverruled = numbers[3] == 1 || numbers[4] == 1;
        _isOver = false;
        RestoreOwn(numbers.AsSpan(5));
    }

    /// <summary>The score of now, lower is better; null while there is none. May read from the device.</summary>
    protected abstract double? ReadScore(int iteration, Tensor average);

    protected virtual double[] CaptureOwn() => [];

    protected virtual void RestoreOwn(ReadOnlySpan<double> numbers)
    {
    }
}
