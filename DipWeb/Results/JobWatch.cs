using DipWeb.Jobs;

namespace DipWeb.Results;

/// <summary>Tells a page that a job has news, a few times a second at most and always after the last one.</summary>
/// <remarks>The page then reads the job again; news that came meanwhile are in what it reads.</remarks>
internal sealed class JobWatch : IAsyncDisposable
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly CancellationTokenSource _leaving = new();
    private readonly IDisposable _subscription;
    private readonly Task _telling;

    /// <param name="events">Where news come from.</param>
    /// <param name="jobId">The job; null for all jobs.</param>
    /// <param name="onNews">Reads and shows the job; called again only after it has returned.</param>
    /// <param name="clock">Measures the interval.</param>
    public JobWatch(JobEvents events, string? jobId, Func<Task> onNews, TimeProvider clock)
    {
        _subscription = events.Subscribe(update => Put(update, jobId));
        _telling = TellAsync(onNews, clock);
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _leaving.CancelAsync();
        await _telling;
        _leaving.Dispose();
        _news.Dispose();
    }

    private void Put(JobUpdate update, string? jobId)
    {
        if (jobId is not null && update.JobId != jobId)
        {
            return;
        }

        try
        {
            _news.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // News wait already, or nobody listens any more.
        }
    }

    private async Task TellAsync(Func<Task> onNews, TimeProvider clock)
    {
        try
        {
            while (true)
            {
                await _news.WaitAsync(_leaving.Token);
                await onNews();
                await Task.Delay(ShortestInterval, clock, _leaving.Token);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }
}
