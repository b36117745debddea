using DipWeb.Engine.Optimization;

namespace DipWeb.Compute;

/// <summary>Counts the iterations of one part of a run after those of the parts before it, and leaves out what is told of that part alone.</summary>
/// <param name="before">Iterations of the parts before, as planned.</param>
/// <param name="iterations">Of all parts, as planned.</param>
/// <param name="observer">Sees the run as a whole.</param>
internal sealed class PartObserver(int before, int iterations, IRunObserver observer) : IRunObserver
{
    public IterationWants After(int iteration) => observer.After(before + iteration);

    public void OnReport(IterationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        observer.OnReport(report with
        {
            Iteration = before + report.Iteration,
            Iterations = iterations,
            BestIteration = before + report.BestIteration,
            EstimatedPsnr = null,
        });
    }

    public void OnCheckpoint(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        observer.OnCheckpoint(checkpoint.After(before));
    }
}
