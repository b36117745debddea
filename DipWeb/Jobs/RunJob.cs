using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace DipWeb.Jobs;

/// <summary>One run of one job, on the scheduler's slot for the device. Nothing escapes: every end is written to the row.</summary>
internal sealed class RunJob(
    IJobRunner runner, JobStore store, JobQueue queue, RunningJobs runs, JobEvents events,
    IOptions<JobOptions> options, TimeProvider clock, ILogger<RunJob> logger) : IJob
{
    public const string JobIdKey = "jobId";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var jobId = context.MergedJobDataMap.GetString(JobIdKey) ?? "";
        var control = new RunControl();
        if (!runs.TryEnter(jobId, control))
        {
            return;
        }

        try
        {
            await RunAsync(jobId, control, cancellationToken);
        }
#pragma warning disable CA1031 // an escaping exception would leave the row running for ever
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.RunFailed(exception, jobId);
        }
        finally
        {
            runs.Leave(jobId);
            queue.Nudge();
        }
    }

    private async Task RunAsync(string jobId, RunControl control, CancellationToken cancellationToken)
    {
        if (await store.ClaimAsync(jobId, cancellationToken) is not { } job)
        {
            return;
        }

        logger.Claimed(job.Id, job.Attempt);
        control.Request(job.Desired);
        events.Publish(JobViews.Update(job, events.NextSequence()));
        var outcome = await ComputeAsync(job, control, cancellationToken);
        if (!await ConcludeAsync(job, outcome, cancellationToken))
        {
            logger.Superseded(job.Id, job.Attempt);
            return;
        }

        logger.Ended(job.Id, job.Attempt, outcome.End);
        if (await store.FindAsync(job.Id, CancellationToken.None) is { } ended)
        {
            events.Publish(JobViews.Update(ended, events.NextSequence()));
        }
    }

    private async Task<RunOutcome> ComputeAsync(RestorationJob job, RunControl control, CancellationToken cancellationToken)
    {
        var written = new ProgressWriter(job, store, events, control, options.Value, clock, logger);
        try
        {
            var outcome = await runner.RunAsync(job, control, written.OnProgressAsync, cancellationToken);
            await written.FlushAsync();
            return outcome;
        }
#pragma warning disable CA1031 // whatever went wrong, the job must say so
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.RunFailed(exception, job.Id);
            return RunOutcome.Failure("job.failed", "The job failed for a reason that nobody foresaw; the server's log says more.");
        }
    }

    /// <summary>
    /// Writes the end, however long the database cannot take it: until then the row says running, and nothing else would
    /// ever say otherwise. A server that goes down tries once; the next one finds the row and goes on from the checkpoint.
    /// </summary>
    private async Task<bool> ConcludeAsync(RestorationJob job, RunOutcome outcome, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // Written although the server goes down: not doing so would cost the work since the checkpoint.
                return await store.ConcludeAsync(job, outcome, CancellationToken.None);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException && !cancellationToken.IsCancellationRequested)
            {
                logger.EndNotWritten(exception, job.Id);
                await Task.Delay(Patience, clock, cancellationToken);
            }
        }
    }
}
