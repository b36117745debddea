using DipWeb.Storage;
using Microsoft.EntityFrameworkCore;

namespace DipWeb.Jobs;

/// <summary>Reads and writes job rows. What a run writes is fenced by its attempt: zero rows mean that it was superseded.</summary>
internal sealed class JobStore(IDbContextFactory<AppDatabase> databases, TimeProvider clock)
{
    /// <summary>Puts a job at the end of the queue, unless that is full.</summary>
    /// <returns>Its place, 1 being next; null when it was not added because so many wait already.</returns>
    public async Task<int?> TryAddAsync(RestorationJob job, int mostWaiting, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);

        // Holds the only right to write, so that of many requests at once none counts the queue before another has joined it.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var waiting = await database.Set<RestorationJob>().CountAsync(other => other.State == JobState.Queued, cancellationToken);
        if (waiting >= mostWaiting)
        {
            return null;
        }

        job.QueueOrder = await NextOrderAsync(database, cancellationToken);
        database.Add(job);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return waiting + 1;
    }

    public async Task<RestorationJob?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!RandomId.IsValid(id))
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<RestorationJob>().AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancellationToken);
    }

    /// <summary>All jobs, newest first.</summary>
    public async Task<List<RestorationJob>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<RestorationJob>().AsNoTracking().OrderByDescending(job => job.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>The waiting jobs' ids, next first.</summary>
    public async Task<List<string>> QueueAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<RestorationJob>().Where(job => job.State == JobState.Queued)
            .OrderBy(job => job.QueueOrder).Select(job => job.Id).ToListAsync(cancellationToken);
    }

    public async Task<List<RestorationJob>> RunningAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<RestorationJob>().AsNoTracking().Where(job => job.State == JobState.Running).ToListAsync(cancellationToken);
    }

    /// <summary>Moves a job if it still stands where the decision was made.</summary>
    /// <returns>False when it has moved meanwhile.</returns>
    public async Task<bool> MoveAsync(RestorationJob from, JobStanding to, int? iterations, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken); // two that join the queue at once get two places
        var joinsQueue = to.State == JobState.Queued && from.State != JobState.Queued;
        var order = joinsQueue ? await NextOrderAsync(database, cancellationToken) : from.QueueOrder;
        var finished = to.State == JobState.Cancelled ? clock.GetUtcNow() : (DateTimeOffset?)null;
        var budget = iterations ?? from.Iterations;
        var moved = await database.Set<RestorationJob>()
            .Where(job => job.Id == from.Id && job.Attempt == from.Attempt && job.State == from.State && job.Desired == from.Desired)
            .ExecuteUpdateAsync(
                row => row.SetProperty(job => job.State, to.State)
                    .SetProperty(job => job.Desired, to.Desired)
                    .SetProperty(job => job.QueueOrder, order)
                    .SetProperty(job => job.Iterations, budget)
                    .SetProperty(job => job.StopReason, (Engine.Optimization.StopReason?)null)
                    .SetProperty(job => job.ErrorCode, (string?)null)
                    .SetProperty(job => job.ErrorMessage, (string?)null)
                    .SetProperty(job => job.FruitlessStarts, 0)
                    .SetProperty(job => job.FinishedAt, finished),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return moved == 1;
    }

    /// <summary>Takes a waiting job for a run: a new attempt, which alone may write from now on.</summary>
    /// <returns>The row as claimed, or null when it does not wait any more.</returns>
    public async Task<RestorationJob?> ClaimAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var claimed = await database.Set<RestorationJob>().Where(job => job.Id == id && job.State == JobState.Queued).ExecuteUpdateAsync(
            row => row.SetProperty(job => job.State, JobState.Running)
                .SetProperty(job => job.Attempt, job => job.Attempt + 1)
                .SetProperty(job => job.StartIteration, job => job.CheckpointIteration)
                .SetProperty(job => job.StartedAt, job => job.StartedAt ?? now),
            cancellationToken);
        return claimed == 0 ? null : await database.Set<RestorationJob>().AsNoTracking().SingleAsync(job => job.Id == id, cancellationToken);
    }

    /// <returns>False when the run was superseded.</returns>
    public async Task<bool> WriteProgressAsync(RestorationJob run, RunProgress progress, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Fenced(database, run).ExecuteUpdateAsync(
            row => row.SetProperty(job => job.Iteration, progress.Iteration)
                .SetProperty(job => job.IterationsPerSecond, progress.IterationsPerSecond)
                .SetProperty(job => job.ElapsedSeconds, run.ElapsedSeconds + progress.ElapsedSeconds)
                .SetProperty(job => job.Loss, progress.Loss)
                .SetProperty(job => job.EstimatedPsnr, progress.EstimatedPsnr)
                .SetProperty(job => job.BestIteration, progress.BestIteration)
                .SetProperty(job => job.Psnr, progress.Psnr)
                .SetProperty(job => job.Ssim, progress.Ssim)
                .SetProperty(job => job.FrameSequence, progress.FrameSequence)
                .SetProperty(job => job.CheckpointIteration, progress.CheckpointIteration),
            cancellationToken) == 1;
    }

    /// <summary>Writes how a run ended. A cancellation that came in time wins over a result that came late.</summary>
    /// <returns>False when the run was superseded.</returns>
    public async Task<bool> ConcludeAsync(RestorationJob run, RunOutcome outcome, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var job = await Fenced(database, run).AsTracking().SingleOrDefaultAsync(cancellationToken);
        if (job is null)
        {
            return false;
        }

        var end = job.Desired == JobDesire.Cancel && outcome.End != RunEnd.Failed ? RunEnd.Cancelled : outcome.End;
        job.State = StateAfter(end);
        job.Desired = end == RunEnd.Interrupted ? job.Desired : JobDesire.Run;
        job.FinishedAt = end is RunEnd.Paused or RunEnd.Interrupted ? null : clock.GetUtcNow();
        job.ElapsedSeconds = Math.Max(job.ElapsedSeconds, run.ElapsedSeconds + outcome.Seconds);
        job.Network = outcome.Network ?? job.Network;
        job.Device = outcome.Device ?? job.Device;
        job.ErrorCode = outcome.Error?.Code;
        job.ErrorMessage = outcome.Error?.Message;
        if (end == RunEnd.Completed)
        {
            (job.Iteration, job.BestIteration, job.StopReason) = (outcome.Iteration, outcome.BestIteration, outcome.StopReason);
            (job.Loss, job.Psnr, job.Ssim) = (outcome.Loss, outcome.Psnr, outcome.Ssim);
            (job.EstimatedPsnr, job.NoiseDeviation, job.HoleShare) = (outcome.EstimatedPsnr, outcome.NoiseDeviation, outcome.HoleShare);
        }

        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Moves a job whose run is gone with its server, and counts the death.</summary>
    public async Task<JobStanding> ReconcileAsync(RestorationJob orphan, int maxFruitlessStarts, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var job = await database.Set<RestorationJob>().AsTracking().SingleAsync(row => row.Id == orphan.Id, cancellationToken);
        (job.State, job.Desired) = JobTransitions.AfterServerDeath(job.Desired);
        job.Attempt++;
        job.FruitlessStarts = job.CheckpointIteration > job.StartIteration ? 0 : job.FruitlessStarts + 1;
        if (job.State == JobState.Queued && job.FruitlessStarts >= maxFruitlessStarts)
        {
            job.State = JobState.Failed;
            job.ErrorCode = "compute.crashed";
            job.ErrorMessage = $"The server ended {job.FruitlessStarts} times while this job ran and before it could make a checkpoint.";
        }

        job.FinishedAt = job.State is JobState.Cancelled or JobState.Failed ? clock.GetUtcNow() : null;
        await database.SaveChangesAsync(cancellationToken);
        return job.Standing;
    }

    /// <returns>False when the job is not there or runs.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<RestorationJob>().Where(job => job.Id == id && job.State != JobState.Running).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    private static IQueryable<RestorationJob> Fenced(AppDatabase database, RestorationJob run) =>
        database.Set<RestorationJob>().Where(job => job.Id == run.Id && job.Attempt == run.Attempt && job.State == JobState.Running);

    private static JobState StateAfter(RunEnd end) => end switch
    {
        RunEnd.Completed => JobState.Completed,
        RunEnd.Paused => JobState.Paused,
        RunEnd.Interrupted => JobState.Queued,
        RunEnd.Cancelled => JobState.Cancelled,
        RunEnd.Failed => JobState.Failed,
    };

    private static async Task<long> NextOrderAsync(AppDatabase database, CancellationToken cancellationToken) =>
        1 + (await database.Set<RestorationJob>().MaxAsync(job => (long?)job.QueueOrder, cancellationToken) ?? 0);
}
