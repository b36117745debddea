namespace DipWeb.Jobs;

/// <summary>The machine that computes the jobs. Jobs knows nothing of how it is asked.</summary>
public interface IMachine
{
    /// <summary>What it is; the first answer takes as long as a compute process takes to start.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the survey.</param>
    Task<MachineReport> ReportAsync(CancellationToken cancellationToken);

    /// <summary>How long the steps of a task take; the first answer for each network takes a few seconds of computing.</summary>
    /// <param name="wish">Task, preset and settings.</param>
    /// <param name="mayCompute">False while something else is computed: then only what is known already is told.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null where it is not known.</returns>
    Task<LoopTimes?> TimesAsync(RestorationWish wish, bool mayCompute, CancellationToken cancellationToken);
}
