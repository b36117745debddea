using DipWeb.Images;
using Microsoft.Extensions.Options;

namespace DipWeb.Jobs;

/// <summary>Everything that can be asked about jobs, by the HTTP interface and by pages alike.</summary>
public sealed class JobService
{
    private readonly JobStore _store;
    private readonly JobAdmission _admission;
    private readonly JobQueue _queue;
    private readonly RunningJobs _runs;
    private readonly JobEvents _events;
    private readonly JobFolder _folder;
    private readonly JobOptions _options;
    private readonly ILogger<JobService> _logger;

    internal JobService(
        JobStore store, JobAdmission admission, JobQueue queue, RunningJobs runs, JobEvents events, JobFolder folder,
        IOptions<JobOptions> options, ILogger<JobService> logger)
    {
        (_store, _admission, _queue, _runs, _events, _folder) = (store, admission, queue, runs, events, folder);
        (_options, _logger) = (options.Value, logger);
    }

    /// <summary>Accepts a job. When this returns, it is on the disk and will be computed.</summary>
    /// <exception cref="RequestRefusedException">The request does not fit together, or too many jobs wait.</exception>
    /// <exception cref="ImageRejectedException">A picture or mask is unknown.</exception>
    /// <exception cref="Engine.Specs.InvalidSpecException">The task, the preset or a parameter is not as the task describes it.</exception>
    public async Task<JobView> SubmitAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var job = await _admission.AdmitAsync(request, cancellationToken);
        var position = await _store.TryAddAsync(job, _options.MaxQueued, cancellationToken)
            ?? throw new RequestRefusedException(
                "queue.full", StatusCodes.Status429TooManyRequests, $"{_options.MaxQueued} jobs wait already, and more may not. Try again later.");
        _logger.Submitted(job.Id, job.Task, job.Preset);
        Announce(job);
        _queue.Nudge();
        return JobViews.Create(job, live: null, position, _events.NextSequence());
    }

    /// <summary>The job, or null when there is none with this id.</summary>
    public async Task<JobView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var sequence = _events.NextSequence();
        var job = await _store.FindAsync(id, cancellationToken);
        if (job is null)
        {
            return null;
        }

        var position = job.State == JobState.Queued ? PositionOf(id, await _store.QueueAsync(cancellationToken)) : null;
        return JobViews.Create(job, _events.Latest(id), position, sequence);
    }

    /// <summary>The job.</summary>
    /// <exception cref="RequestRefusedException">job.unknown.</exception>
    public async Task<JobView> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw Unknown();

    /// <summary>All jobs, newest first.</summary>
    public async Task<IReadOnlyList<JobView>> ListAsync(CancellationToken cancellationToken)
    {
        var sequence = _events.NextSequence();
        var queue = await _store.QueueAsync(cancellationToken);
        var jobs = await _store.ListAsync(cancellationToken);
        return [.. jobs.Select(job => JobViews.Create(job, _events.Latest(job.Id), PositionOf(job.Id, queue), sequence))];
    }

    /// <summary>Moves a job. A running job follows within an iteration; until then the view shows what is desired.</summary>
    /// <exception cref="RequestRefusedException">job.unknown, or job.state when the job cannot do that now.</exception>
    public async Task<JobView> CommandAsync(string id, JobCommand command, CancellationToken cancellationToken)
    {
        bool moved;
        do
        {
            var job = await _store.FindAsync(id, cancellationToken) ?? throw Unknown();
            var standing = JobTransitions.After(job.Standing, command, job.CheckpointIteration > 0);
            moved = await _store.MoveAsync(job, standing, iterations: null, cancellationToken);
        }
        while (!moved);
        return await FollowAsync(id, cancellationToken);
    }

    /// <summary>Gives a finished or paused job more iterations; it goes on from where it stood.</summary>
    /// <exception cref="RequestRefusedException">job.unknown, job.state or param.range.</exception>
    public async Task<JobView> ExtendAsync(string id, int iterations, CancellationToken cancellationToken)
    {
        bool moved;
        do
        {
            var job = await _store.FindAsync(id, cancellationToken) ?? throw Unknown();
            var extended = JobAdmission.Extend(job, iterations);
            moved = await _store.MoveAsync(job, new JobStanding(JobState.Queued, JobDesire.Run), extended, cancellationToken);
        }
        while (!moved);
        return await FollowAsync(id, cancellationToken);
    }

    /// <summary>Removes a job and its files; its picture stays.</summary>
    /// <exception cref="RequestRefusedException">job.unknown, or job.state while it runs.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        _ = await _store.FindAsync(id, cancellationToken) ?? throw Unknown();
        if (!await _store.DeleteAsync(id, cancellationToken))
        {
            throw new RequestRefusedException("job.state", StatusCodes.Status409Conflict, "The job is running. Cancel it first.");
        }

        _folder.Delete(id);
    }

    private static RequestRefusedException Unknown() => new("job.unknown", StatusCodes.Status404NotFound, "There is no job with this id.");

    private static int? PositionOf(string id, List<string> queue) => queue.IndexOf(id) is >= 0 and var index ? index + 1 : null;

    private async Task<JobView> FollowAsync(string id, CancellationToken cancellationToken)
    {
        var job = await _store.FindAsync(id, cancellationToken) ?? throw Unknown();
        _runs.Request(id, job.Desired);
        if (job.State != JobState.Running)
        {
            Announce(job);
        }

        _queue.Nudge();
        return await GetAsync(id, cancellationToken);
    }

    private void Announce(RestorationJob job) => _events.Publish(JobViews.Update(job, _events.NextSequence()));
}
