using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace DipWeb.Jobs;

/// <summary>Carries the numbers of one run to the listeners at once and to its row now and then.</summary>
internal sealed class ProgressWriter(
    RestorationJob job, JobStore store, JobEvents events, RunControl control, JobOptions options, TimeProvider clock, ILogger logger)
{
    private long _writtenAt = clock.GetTimestamp();
    private int _checkpoint = job.CheckpointIteration;
    private RunProgress? _unwritten;

    /// <returns>False when the run was superseded.</returns>
    public async Task<bool> OnProgressAsync(RunProgress progress)
    {
        events.Publish(Update(progress));
        _unwritten = progress;
        var isDue = clock.GetElapsedTime(_writtenAt) >= TimeSpan.FromSeconds(options.ProgressSeconds);

        // A checkpoint is written down at once: only then does a death of the server count as one after progress.
        return !(isDue || progress.CheckpointIteration != _checkpoint) || await FlushAsync();
    }

    /// <summary>Writes what is not written yet. A database that cannot take it now costs the row its freshness, and never the run.</summary>
    /// <returns>False when the run was superseded.</returns>
    public async Task<bool> FlushAsync()
    {
        if (_unwritten is not { } progress)
        {
            return true;
        }

        _writtenAt = clock.GetTimestamp();
        _checkpoint = progress.CheckpointIteration;
        try
        {
            var isOurs = await store.WriteProgressAsync(job, progress, CancellationToken.None);
            _unwritten = null;
            return isOurs;
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            logger.ProgressNotWritten(exception, job.Id);
            return true;
        }
    }

    private JobUpdate Update(RunProgress progress) => new()
    {
        JobId = job.Id,
        Attempt = job.Attempt,
        Sequence = events.NextSequence(),
        State = JobState.Running,
        Desired = control.Desired,
        Iteration = progress.Iteration,
        Iterations = progress.Iterations,
        IterationsPerSecond = progress.IterationsPerSecond,
        ElapsedSeconds = job.ElapsedSeconds + progress.ElapsedSeconds,
        EtaSeconds = JobViews.EtaSeconds(JobState.Running, progress.Iteration, progress.Iterations, progress.IterationsPerSecond),
        Loss = progress.Loss,
        EstimatedPsnr = progress.EstimatedPsnr,
        BestIteration = progress.BestIteration,
        Psnr = progress.Psnr,
        Ssim = progress.Ssim,
        FrameSequence = progress.FrameSequence,
    };
}
