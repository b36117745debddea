using DipWeb.Jobs;

namespace DipWeb.Tests.Web.Jobs;

public sealed class JobTransitionsTests
{
    private static readonly JobState[] States = Enum.GetValues<JobState>();
    private static readonly JobDesire[] Desires = Enum.GetValues<JobDesire>();

    /// <summary>Every legal move; what is not here is refused.</summary>
    private static readonly Dictionary<(JobState State, JobDesire Desired, JobCommand Command, bool HasCheckpoint), JobStanding> Legal = Table();

    public static TheoryData<JobState, JobDesire, JobCommand, bool> EveryMove()
    {
        var moves = new TheoryData<JobState, JobDesire, JobCommand, bool>();
        foreach (var state in States)
        {
            foreach (var desired in Desires)
            {
                foreach (var command in Enum.GetValues<JobCommand>())
                {
                    moves.Add(state, desired, command, false);
                    moves.Add(state, desired, command, true);
                }
            }
        }

        return moves;
    }

    [Theory]
    [MemberData(nameof(EveryMove), DisableDiscoveryEnumeration = true)]
    public void After_Command_LeadsWhereTheTableSaysOrIsRefused(JobState state, JobDesire desired, JobCommand command, bool hasCheckpoint)
    {
        var standing = new JobStanding(state, desired);

        if (Legal.TryGetValue((state, desired, command, hasCheckpoint), out var expected))
        {
            Assert.Equal(expected, JobTransitions.After(standing, command, hasCheckpoint));
            return;
        }

        var refusal = Assert.Throws<RequestRefusedException>(() => JobTransitions.After(standing, command, hasCheckpoint));
        Assert.Equal(("job.state", 409), (refusal.Code, refusal.Status));
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobDesire.Run, JobState.Queued, JobDesire.Run)]
    [InlineData(JobDesire.Finish, JobState.Queued, JobDesire.Finish)]
    [InlineData(JobDesire.Pause, JobState.Paused, JobDesire.Run)]
    [InlineData(JobDesire.Cancel, JobState.Cancelled, JobDesire.Run)]
    public void AfterServerDeath_EveryDesire_IsHonoured(JobDesire desired, JobState state, JobDesire next) =>
        Assert.Equal(new JobStanding(state, next), JobTransitions.AfterServerDeath(desired));

    private static Dictionary<(JobState State, JobDesire Desired, JobCommand Command, bool HasCheckpoint), JobStanding> Table()
    {
        var table = new Dictionary<(JobState, JobDesire, JobCommand, bool), JobStanding>();
        foreach (var hasCheckpoint in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var desired in Desires)
            {
                table[(JobState.Queued, desired, JobCommand.Pause, hasCheckpoint)] = new JobStanding(JobState.Paused, JobDesire.Run);
                table[(JobState.Queued, desired, JobCommand.Cancel, hasCheckpoint)] = new JobStanding(JobState.Cancelled, JobDesire.Run);
                table[(JobState.Paused, desired, JobCommand.Resume, hasCheckpoint)] = new JobStanding(JobState.Queued, JobDesire.Run);
                table[(JobState.Paused, desired, JobCommand.Cancel, hasCheckpoint)] = new JobStanding(JobState.Cancelled, JobDesire.Run);
                table[(JobState.Failed, desired, JobCommand.Resume, hasCheckpoint)] = new JobStanding(JobState.Queued, JobDesire.Run);
                table[(JobState.Running, desired, JobCommand.Cancel, hasCheckpoint)] = new JobStanding(JobState.Running, JobDesire.Cancel);
            }

            // A desire may only grow: from run over pause and finish to cancel.
            table[(JobState.Running, JobDesire.Run, JobCommand.Pause, hasCheckpoint)] = new JobStanding(JobState.Running, JobDesire.Pause);
            table[(JobState.Running, JobDesire.Pause, JobCommand.Pause, hasCheckpoint)] = new JobStanding(JobState.Running, JobDesire.Pause);
            table[(JobState.Running, JobDesire.Run, JobCommand.Stop, hasCheckpoint)] = new JobStanding(JobState.Running, JobDesire.Finish);
            table[(JobState.Running, JobDesire.Pause, JobCommand.Stop, hasCheckpoint)] = new JobStanding(JobState.Running, JobDesire.Finish);
            table[(JobState.Running, JobDesire.Finish, JobCommand.Stop, hasCheckpoint)] = new JobStanding(JobState.Running, JobDesire.Finish);
        }

        foreach (var desired in Desires)
        {
            table[(JobState.Queued, desired, JobCommand.Stop, true)] = new JobStanding(JobState.Queued, JobDesire.Finish);
            table[(JobState.Paused, desired, JobCommand.Stop, true)] = new JobStanding(JobState.Queued, JobDesire.Finish);
        }

        return table;
    }
}
