namespace DipWeb.Jobs;

/// <summary>The machine that computes the jobs. Jobs knows nothing of how it is asked.</summary>
public interface IMachine
{
    /// <summary>What it is; the first answer takes as long as a compute process takes to start.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the survey.</param>
    Task<MachineReport> ReportAsync(CancellationToken cancellationToken);
}
