using DipWeb.Engine.Optimization;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>Decides after each iteration, by the clock and by what a person wants, what the loop shall hand out.</summary>
internal sealed class RunObserver : IRunObserver
{
    private const double LongestWait = 10; // seconds, for a live picture
    private const double LongestSilence = 2; // seconds, for numbers
    private const int CurvePoints = 400;

    private readonly ComputeOrder _order;
    private readonly RunControl _control;
    private readonly ArtifactWriter _writer;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end;
    private readonly RateMeter _rate = new();
    private readonly long _beganAt;
    private readonly int _iterations;
    private readonly int _keepEvery;
    private readonly int _pointEvery;
    private double _pictureCost; // seconds, of the last one
    private double _keptCost; // seconds, of all kept ones
    private double _shownAt = double.NegativeInfinity;
    private double _toldAt = double.NegativeInfinity;
    private double _checkpointAt;
    private int _checkpointIteration;
    private double _askedAt;
    private bool _isShown;
    private bool _isTold;
    private bool _isKept;

    /// <param name="order">How often.</param>
    /// <param name="span">The iterations of the run.</param>
    /// <param name="keepEvery">Iterations from one kept iterate to the next; 0 keeps none.</param>
    /// <param name="control">What a person wants.</param>
    /// <param name="writer">Takes what the loop hands out.</param>
    /// <param name="clock">Measures time.</param>
    /// <param name="end">Ends the loop.</param>
    public RunObserver(
        ComputeOrder order, RunSpan span, int keepEvery, RunControl control, ArtifactWriter writer, TimeProvider clock,
        CancellationTokenSource end)
    {
        (_order, _control, _writer, _clock, _end, _keepEvery) = (order, control, writer, clock, end, keepEvery);
        (_iterations, _checkpointIteration, _beganAt) = (span.Iterations, span.Done, span.BeganAt);
        _pointEvery = Math.Max(1, _iterations / CurvePoints);
        _checkpointAt = ElapsedSeconds;
        _rate.Add(_checkpointAt, _checkpointIteration);
    }

    public double ElapsedSeconds => _clock.GetElapsedTime(_beganAt).TotalSeconds;

    public IterationWants After(int iteration)
    {
        var now = ElapsedSeconds;
        var desired = _control.Desired;
        if (desired == JobDesire.Cancel)
        {
            _end.Cancel();
            return IterationWants.None;
        }

        if (desired == JobDesire.Pause)
        {
            _end.Cancel();
        }

        var isLast = desired != JobDesire.Run || iteration >= _iterations;
        _isShown = isLast || now - _shownAt >= ReportSeconds;
        _isKept = _keepEvery > 0 && iteration > 0
            && (iteration >= _iterations || desired == JobDesire.Finish || (iteration % _keepEvery == 0 && CanKeep(now)));
        _isTold = _isShown || now - _toldAt >= LongestSilence * 0.9;
        _askedAt = now;
        var wants = _isShown || _isKept ? IterationWants.Picture
            : _isTold || (iteration > 0 && iteration % _pointEvery == 0) ? IterationWants.Report : IterationWants.None;
        if (isLast || now - _checkpointAt >= _order.Cadence.CheckpointSeconds
            || iteration - _checkpointIteration >= _order.Cadence.CheckpointIterations)
        {
            (_checkpointAt, _checkpointIteration) = (now, iteration);
            wants |= IterationWants.Checkpoint;
        }

        return desired == JobDesire.Finish ? wants | IterationWants.Finish : wants;
    }

    public void OnReport(IterationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!_isKept && report.Iteration > 0)
        {
            _writer.AddPoint(CurvePoint.Of(report, ssim: null));
        }

        if (report.Picture is null && !_isTold)
        {
            return;
        }

        var now = ElapsedSeconds;
        if (report.Picture is not null)
        {
            _pictureCost = now - _askedAt;
            _keptCost += _isKept ? _pictureCost : 0;
            _shownAt = _isShown ? now : _shownAt;
        }

        _toldAt = _isTold ? now : _toldAt;
        _writer.Add(new RunArtifact.Picture(report, now, _rate.Add(now, report.Iteration), _isKept, _isTold));
    }

    public void OnCheckpoint(Checkpoint checkpoint) => _writer.Add(new RunArtifact.Saved(checkpoint));

    /// <summary>Not more often than wished, and rarer where a picture costs much; numbers alone come between.</summary>
    private double ReportSeconds => Math.Min(LongestWait, Math.Max(_order.Cadence.ReportMilliseconds / 1000d, _pictureCost / PictureBudget.ShareOfTime));

    /// <summary>Fewer iterates are kept where a picture costs much: the choice afterwards is not worth half of the run.</summary>
    private bool CanKeep(double now) => _keptCost + _pictureCost <= PictureBudget.FreeSeconds + (PictureBudget.ShareOfTime * now);
}
