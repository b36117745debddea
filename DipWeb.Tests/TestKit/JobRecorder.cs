using System.Collections.Concurrent;
using System.Diagnostics;
using DipWeb.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace DipWeb.Tests.TestKit;

/// <summary>Every update of a server's jobs from now on, with the moment it came.</summary>
internal sealed class JobRecorder : IDisposable
{
    private readonly ConcurrentQueue<(double Seconds, JobUpdate Update)> _heard = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly IDisposable _subscription;

    public JobRecorder(WebServer server) =>
        _subscription = server.Services.GetRequiredService<JobEvents>().Subscribe(update =>
            _heard.Enqueue((Stopwatch.GetElapsedTime(_began).TotalSeconds, update)));

    /// <summary>The updates of a job while it computed. A claim, which carries the numbers of the attempt before, is not among them.</summary>
    public List<(double Seconds, JobUpdate Update)> Running(string jobId) =>
        [.. _heard.Where(heard => heard.Update.JobId == jobId && heard.Update.State == JobState.Running).Where(heard => heard.Update.FrameSequence > FrameAtClaim(heard.Update))];

    public void Dispose() => _subscription.Dispose();

    private long FrameAtClaim(JobUpdate update) => _heard.First(heard => heard.Update.JobId == update.JobId && heard.Update.Attempt == update.Attempt
        && heard.Update.State == JobState.Running).Update.FrameSequence;
}
