namespace DipWeb.Engine.Optimization;

/// <summary>Watches a run. Every member is called on the loop's thread, between two iterations: be quick, never wait.</summary>
public interface IRunObserver
{
    /// <summary>Asked after each iteration.</summary>
    /// <param name="iteration">Iterations done so far.</param>
    IterationWants After(int iteration);

    /// <summary>Receives what was wanted.</summary>
    /// <param name="report">Pure data, free to keep and to hand to other threads.</param>
    void OnReport(IterationReport report);

    /// <summary>Receives a wanted checkpoint.</summary>
    /// <param name="checkpoint">Pure data, free to keep and to hand to other threads.</param>
    void OnCheckpoint(Checkpoint checkpoint);
}
