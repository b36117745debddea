using DipWeb.Jobs;
using Microsoft.AspNetCore.SignalR;

namespace DipWeb.Preview;

/// <summary>
/// Carries news of jobs to the hub: of each job only the newest, at most a few times a second, and never while the last
/// message still waits for a slow viewer. The end of a job is never dropped.
/// </summary>
internal sealed class JobTicker(JobEvents events, IHubContext<JobsHub, IJobsClient> hub, TimeProvider clock, ILogger<JobTicker> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, JobUpdate> _newest = [];
    private readonly Dictionary<string, Task> _sending = [];
    private readonly SemaphoreSlim _news = new(0, 1);

    public override void Dispose()
    {
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = events.Subscribe(Put);
        try
        {
            while (true)
            {
                await _news.WaitAsync(stoppingToken);
                SendNews();
                await Task.Delay(ShortestInterval, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server goes down.
        }
    }

    private void Put(JobUpdate update)
    {
        lock (_gate)
        {
            // Two threads may publish; an older update must not replace a newer one.
            if (!_newest.TryGetValue(update.JobId, out var waiting) || waiting.Sequence < update.Sequence)
            {
                _newest[update.JobId] = update;
            }

            Wake();
        }
    }

    private void SendNews()
    {
        lock (_gate)
        {
            foreach (var (jobId, update) in _newest.ToList())
            {
                if (_sending.TryGetValue(jobId, out var last) && !last.IsCompleted)
                {
                    Wake();
                    continue;
                }

                _newest.Remove(jobId);
                _sending[jobId] = SendAsync(update);
                if (update.IsFinal)
                {
                    _sending.Remove(jobId);
                }
            }
        }
    }

    private async Task SendAsync(JobUpdate update)
    {
        try
        {
            var viewers = hub.Clients.Group(JobsHub.GroupOf(update.JobId));
            await (update.IsFinal ? viewers.Finished(update) : viewers.Progress(update));
        }
#pragma warning disable CA1031 // a viewer that cannot be reached asks again when it comes back
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.NotSent(exception, update.JobId);
        }
    }

    /// <summary>Under the gate, so that the count of the semaphore cannot pass one.</summary>
    private void Wake()
    {
        if (_news.CurrentCount == 0)
        {
            _news.Release();
        }
    }
}
