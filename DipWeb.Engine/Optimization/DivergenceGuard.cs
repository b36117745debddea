namespace DipWeb.Engine.Optimization;

/// <summary>
/// Watches the data fidelity. When it breaks down (not a number, or more than 5 dB worse than at the last sound check) the run
/// goes back to that check with half the learning rate; after three times it is given up.
/// </summary>
/// <remarks>The published code meant to do this and restored aliases of the live parameters; here whole copies go back.</remarks>
internal sealed class DivergenceGuard : IDisposable
{
    internal const int Interval = 50;
    private const double ToleratedFall = 5; // dB
    private const int Patience = 3;

    private readonly RunState _run;
    private readonly RunSnapshot _sound;

    public DivergenceGuard(RunState run)
    {
        _run = run;
        _sound = new RunSnapshot(run);
    }

    /// <summary>Checks at the guard's interval and rolls back if it must.</summary>
    /// <returns>False when the run diverged for good; it then stands at its last sound state.</returns>
    public bool Watch()
    {
        if (_run.Iteration % Interval != 0)
        {
            return true;
        }

        if (IsSound(_run.ReadLoss()))
        {
            _sound.Take(_run);
            return true;
        }

        return RollBack();
    }

    public void Dispose() => _sound.Dispose();

    private bool IsSound(double loss) =>
        double.IsFinite(loss) && 10 * Math.Log10(loss / Math.Max(_sound.Loss, 1e-12)) <= ToleratedFall;

    private bool RollBack()
    {
        var (rate, rollBacks) = (_run.LearningRate, _run.RollBacks);
        _sound.PutBack(_run);
        if (rollBacks == Patience)
        {
            return false;
        }

        _run.LearningRate = rate / 2;
        _run.RollBacks = rollBacks + 1;
        return true;
    }
}
