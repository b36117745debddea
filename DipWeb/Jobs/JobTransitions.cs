namespace DipWeb.Jobs;

/// <summary>Every legal move of a job, in one place.</summary>
internal static class JobTransitions
{
    /// <summary>Where a command leads.</summary>
    /// <param name="standing">Where the job stands now.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="hasCheckpoint">Whether there is something to keep although the job does not run.</param>
    /// <exception cref="RequestRefusedException">job.state: the job cannot do that now.</exception>
    public static JobStanding After(JobStanding standing, JobCommand command, bool hasCheckpoint) => (command, standing.State) switch
    {
        (JobCommand.Pause, JobState.Queued) => new JobStanding(JobState.Paused, JobDesire.Run),
        (JobCommand.Pause, JobState.Running) when standing.Desired <= JobDesire.Pause => standing with { Desired = JobDesire.Pause },
        (JobCommand.Resume, JobState.Paused or JobState.Failed) => new JobStanding(JobState.Queued, JobDesire.Run),
        (JobCommand.Stop, JobState.Running) when standing.Desired <= JobDesire.Finish => standing with { Desired = JobDesire.Finish },
        (JobCommand.Stop, JobState.Queued or JobState.Paused) when hasCheckpoint => new JobStanding(JobState.Queued, JobDesire.Finish),
        (JobCommand.Cancel, JobState.Running) => standing with { Desired = JobDesire.Cancel },
        (JobCommand.Cancel, JobState.Queued or JobState.Paused) => new JobStanding(JobState.Cancelled, JobDesire.Run),
        _ => throw Refusal(standing, command),
    };

    /// <summary>Where a job goes that ran when the server died.</summary>
    /// <param name="desired">What was wanted of it.</param>
    public static JobStanding AfterServerDeath(JobDesire desired) => desired switch
    {
        JobDesire.Run or JobDesire.Finish => new JobStanding(JobState.Queued, desired),
        JobDesire.Pause => new JobStanding(JobState.Paused, JobDesire.Run),
        JobDesire.Cancel => new JobStanding(JobState.Cancelled, JobDesire.Run),
    };

    private static RequestRefusedException Refusal(JobStanding standing, JobCommand command)
    {
        var verb = command.ToString().ToLowerInvariant();
        var (state, desired) = (standing.State.ToString().ToLowerInvariant(), standing.Desired.ToString().ToLowerInvariant());
        var detail = standing switch
        {
            { State: JobState.Running, Desired: > JobDesire.Run } => $"The job is about to {desired}, so it cannot {verb} any more.",
            { State: JobState.Queued or JobState.Paused } when command is JobCommand.Stop => "The job has made nothing yet that could be kept. Cancel it instead.",
            _ => $"The job is {state}, so it cannot {verb}.",
        };
        return new RequestRefusedException("job.state", StatusCodes.Status409Conflict, detail);
    }
}
