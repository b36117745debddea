using DipWeb.Engine.Optimization;

namespace DipWeb.Tests.TestKit;

/// <summary>Answers every iteration by a rule and keeps what it receives.</summary>
internal sealed class RecordingObserver(Func<int, IterationWants>? rule = null) : IRunObserver
{
    public List<IterationReport> Reports { get; } = [];

    public List<Checkpoint> Checkpoints { get; } = [];

    public int Iterations { get; private set; }

    public IterationWants After(int iteration)
    {
        Iterations = iteration;
        return rule?.Invoke(iteration) ?? IterationWants.None;
    }

    public void OnReport(IterationReport report) => Reports.Add(report);

    public void OnCheckpoint(Checkpoint checkpoint) => Checkpoints.Add(checkpoint);
}
