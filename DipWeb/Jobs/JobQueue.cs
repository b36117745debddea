using System.Globalization;
using Microsoft.Extensions.Options;
using Quartz;

namespace DipWeb.Jobs;

/// <summary>
/// Hands the next waiting job to the scheduler. The queue is our table; the scheduler holds one job at a time, so that
/// pausing, cancelling or reordering what waits never touches it.
/// </summary>
internal sealed class JobQueue(
    [FromKeyedServices(JobRegistration.Device)] ISchedulerFactory schedulers,
    JobStore store, RunningJobs runs, IOptions<JobOptions> options, TimeProvider clock, ILogger<JobQueue> logger) : BackgroundService
{
    private readonly SemaphoreSlim _nudged = new(0, 1);

    /// <summary>Says that the queue may have changed; never waits.</summary>
    public void Nudge()
    {
        try
        {
            _nudged.Release();
        }
        catch (SemaphoreFullException)
        {
            // A nudge is pending already, and one look through the queue serves both.
        }
    }

    public override void Dispose()
    {
        _nudged.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StageAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // an escaping exception would end the server; the next sweep tries again
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.SweepFailed(exception);
            }

            await WaitAsync(stoppingToken);
        }
    }

    /// <summary>The safety net beside the nudges: a nudge can be lost together with the process that gave it.</summary>
    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var sweep = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.SweepSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sweep.Token, stoppingToken);
        try
        {
            await _nudged.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time for a sweep, or the end, which the loop sees.
        }
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        if (!runs.IsEmpty)
        {
            return;
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var waiting = await store.QueueAsync(cancellationToken);
        foreach (var staged in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellationToken))
        {
            if (waiting.Contains(JobIdOf(staged)))
            {
                return;
            }

            await UnstageAsync(scheduler, staged, cancellationToken);
        }

        if (waiting is [var next, ..] && await store.FindAsync(next, cancellationToken) is { } job)
        {
            var detail = JobBuilder.Create<RunJob>()
                .WithIdentity(string.Create(CultureInfo.InvariantCulture, $"{job.Id}#{job.Attempt}"))
                .UsingJobData(RunJob.JobIdKey, job.Id)
                .Build();
            await scheduler.ScheduleJob(detail, TriggerBuilder.Create().StartNow().Build(), cancellationToken: cancellationToken);
        }
    }

    /// <summary>Takes back what waits no more. A run that has just ended takes its own entry back meanwhile, and then there is nothing to do.</summary>
    private static async Task UnstageAsync(IScheduler scheduler, JobKey staged, CancellationToken cancellationToken)
    {
        try
        {
            await scheduler.DeleteJob(staged, cancellationToken);
        }
        catch (SchedulerException) when (!cancellationToken.IsCancellationRequested)
        {
            if (await scheduler.GetJobDetail(staged, cancellationToken) is not null)
            {
                throw;
            }
        }
    }

    private static string JobIdOf(JobKey key) => key.Name.Split('#')[0];
}
