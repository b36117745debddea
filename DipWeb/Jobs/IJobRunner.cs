namespace DipWeb.Jobs;

/// <summary>Computes a job. Jobs knows nothing of how; tests of the queue put their own in.</summary>
public interface IJobRunner
{
    /// <summary>Computes from the newest checkpoint to the end, or until the control or the token ends it sooner.</summary>
    /// <param name="job">The row as it was claimed; its attempt is the fence.</param>
    /// <param name="control">What a person wants meanwhile.</param>
    /// <param name="onProgress">Called several times a second, one call after the other. Returns false when the job belongs to another attempt.</param>
    /// <param name="cancellationToken">The server goes down: write a checkpoint and end.</param>
    Task<RunOutcome> RunAsync(RestorationJob job, RunControl control, Func<RunProgress, Task<bool>> onProgress, CancellationToken cancellationToken);
}
