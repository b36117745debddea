using DipWeb.Engine.Devices;
using DipWeb.Engine.Optimization;

namespace DipWeb.Compute;

/// <summary>Notes when each step of a run ended, and how long pictures took.</summary>
/// <param name="clock">Measures time.</param>
/// <param name="pictures">Pictures are made after the first iterations up to this one.</param>
internal sealed class StepTimes(TimeProvider clock, int pictures) : IRunObserver
{
    private readonly List<long> _preparations = [];
    private readonly List<long> _iterations = [];

    /// <summary>Seconds of the newest picture; 0 before the first.</summary>
    public double Picture { get; private set; }

    /// <summary>Median seconds of a step before the first iteration; 0 where there were none.</summary>
    public double Preparation => Median(_preparations);

    /// <summary>Seconds of the last iteration, which makes the picture too.</summary>
    public double LastIteration => clock.GetElapsedTime(_iterations[^2], _iterations[^1]).TotalSeconds;

    public IterationWants After(int iteration)
    {
        ComputeDevice.Wait();
        (iteration == 0 ? _preparations : _iterations).Add(clock.GetTimestamp());
        return iteration >= 1 && iteration <= pictures ? IterationWants.Picture : IterationWants.None;
    }

    /// <summary>Mean seconds of an iteration without the last one, at which a stop rule looks out of turn.</summary>
    /// <param name="warmUp">First iterations, at least 1, that do not count either.</param>
    public double Iteration(int warmUp) =>
        clock.GetElapsedTime(_iterations[warmUp - 1], _iterations[^2]).TotalSeconds / (_iterations.Count - 1 - warmUp);

    private double Median(List<long> ends)
    {
        var seconds = ends.Zip(ends.Skip(1), (from, to) => clock.GetElapsedTime(from, to).TotalSeconds).Order().ToList();
        return seconds.Count > 0 ? seconds[seconds.Count / 2] : 0;
    }

    public void OnReport(IterationReport report) => Picture = clock.GetElapsedTime(_iterations[^1]).TotalSeconds;

    public void OnCheckpoint(Checkpoint checkpoint)
    {
    }
}
