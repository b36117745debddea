using DipWeb.Jobs;
using Microsoft.Extensions.Options;

namespace DipWeb.Compute;

/// <summary>
/// Computes in a process of its own, tuned at its start. A process that dies or stalls is started again from the newest
/// checkpoint; after several deaths without a checkpoint between them the order is given up.
/// </summary>
internal sealed class ChildCompute(IOptions<ComputeOptions> options, TimeProvider clock, ILogger<ChildCompute> logger) : ICompute
{
    public async Task<RunOutcome> RunAsync(
        ComputeOrder order, RunControl control, Func<RunProgress, Task<bool>> onProgress, CancellationToken cancellationToken)
    {
        var fruitless = 0;
        var checkpoint = CheckpointFiles.NewestIteration(order.Folder);
        var earlierSeconds = 0d;
        while (true)
        {
            var before = earlierSeconds;
            using var session = new ChildSession(
                order,
                control,
                progress => onProgress(progress with { ElapsedSeconds = before + progress.ElapsedSeconds }),
                options.Value,
                clock,
                logger);
            var end = await session.RunAsync(cancellationToken);
            if (end.Outcome is { } outcome)
            {
                return (outcome with { Seconds = before + outcome.Seconds }).AsWanted(control);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return new RunOutcome { End = RunEnd.Interrupted };
            }

            var latest = session.Latest;
            var reached = CheckpointFiles.NewestIteration(order.Folder);
            fruitless = reached > checkpoint ? 0 : fruitless + 1;
            checkpoint = reached;
            logger.ChildDied(session.ProcessId, latest?.Iteration ?? 0, end.ExitCode, fruitless, end.Describe());
            if (fruitless >= options.Value.MaxFruitlessStarts)
            {
                return RunOutcome.Failure("compute.crashed", end.Describe());
            }

            earlierSeconds += latest?.ElapsedSeconds ?? 0;
            order = order with { FirstFrame = Math.Max(order.FirstFrame, (latest?.FrameSequence ?? 0) + 2) };
        }
    }
}
