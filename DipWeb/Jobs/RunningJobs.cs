using System.Collections.Concurrent;

namespace DipWeb.Jobs;

/// <summary>The runs of this process, and the way to reach each. One server holds the data directory, so there are no others.</summary>
internal sealed class RunningJobs
{
    private readonly ConcurrentDictionary<string, RunControl> _runs = new();

    public bool IsEmpty => _runs.IsEmpty;

    public bool Contains(string jobId) => _runs.ContainsKey(jobId);

    /// <returns>False when the job already runs here.</returns>
    public bool TryEnter(string jobId, RunControl control) => _runs.TryAdd(jobId, control);

    public void Leave(string jobId) => _runs.TryRemove(jobId, out _);

    public void Request(string jobId, JobDesire desired)
    {
        if (_runs.TryGetValue(jobId, out var control))
        {
            control.Request(desired);
        }
    }
}
