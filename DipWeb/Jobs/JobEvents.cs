using System.Collections.Concurrent;

namespace DipWeb.Jobs;

/// <summary>Tells whoever listens in this process what happens to jobs, and remembers the newest update of each running one.</summary>
public sealed class JobEvents(TimeProvider clock, ILogger<JobEvents> logger)
{
    private readonly ConcurrentDictionary<string, JobUpdate> _latest = new();
    private readonly Lock _gate = new();
    private Action<JobUpdate>[] _listeners = [];

    // Starts at the time of day, so that a page which outlived a restart of the server does not mistake news for old.
    private long _sequence = clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Hears every update from now on, on the publisher's thread: be quick, never wait.</summary>
    /// <param name="listener">Receives the updates.</param>
    /// <returns>Ends the subscription when disposed.</returns>
    public IDisposable Subscribe(Action<JobUpdate> listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }

        return new Subscription(this, listener);
    }

    /// <summary>The newest update of a job that runs here; null when it does not.</summary>
    public JobUpdate? Latest(string jobId) => _latest.GetValueOrDefault(jobId);

    internal long NextSequence() => Interlocked.Increment(ref _sequence);

    internal void Publish(JobUpdate update)
    {
        if (update.State == JobState.Running)
        {
            _latest[update.JobId] = update;
        }
        else
        {
            _latest.TryRemove(update.JobId, out _);
        }

        foreach (var listener in Volatile.Read(ref _listeners))
        {
            Tell(listener, update);
        }
    }

    private void Tell(Action<JobUpdate> listener, JobUpdate update)
    {
        try
        {
            listener(update);
        }
#pragma warning disable CA1031 // a listener's fault is its own; the job goes on
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ListenerFailed(exception);
        }
    }

    private sealed class Subscription(JobEvents owner, Action<JobUpdate> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._listeners = [.. owner._listeners.Where(other => other != listener)];
            }
        }
    }
}
