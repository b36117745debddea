using Microsoft.Extensions.Options;
using Quartz;

namespace DipWeb.Jobs;

/// <summary>Before the scheduler starts: what ran when the last server ended waits again, and the scheduler begins empty.</summary>
/// <remarks>The rows are the truth, so the queue hands over from them whatever is unfinished.</remarks>
internal sealed class JobReconciler(
    [FromKeyedServices(JobRegistration.Device)] ISchedulerFactory schedulers,
    JobStore store, IOptions<JobOptions> options, ILogger<JobReconciler> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var orphan in await store.RunningAsync(cancellationToken))
        {
            var standing = await store.ReconcileAsync(orphan, options.Value.MaxFruitlessStarts, cancellationToken);
            logger.Reconciled(orphan.Id, standing.State);
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.Clear(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
