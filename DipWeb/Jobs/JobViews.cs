using DipWeb.Engine.Optimization;

namespace DipWeb.Jobs;

/// <summary>Turns rows into what people see.</summary>
internal static class JobViews
{
    /// <param name="job">The row.</param>
    /// <param name="live">Newer numbers of a running job, not yet in the row.</param>
    /// <param name="queuePosition">1 is next; null unless queued.</param>
    /// <param name="sequence">Number of the newest update when the row was read.</param>
    public static JobView Create(RestorationJob job, JobUpdate? live, int? queuePosition, long sequence)
    {
        var view = new JobView
        {
            Id = job.Id,
            State = job.State,
            Desired = job.Desired,
            Task = job.Task,
            Preset = job.Preset,
            ImageId = job.ImageId,
            MaskId = job.MaskId,
            GuideId = job.GuideId,
            ReferenceId = job.ReferenceId,
            Seed = job.Seed,
            Iteration = job.Iteration,
            Iterations = job.Iterations,
            Regions = job.Regions,
            IterationsPerSecond = job.IterationsPerSecond,
            ElapsedSeconds = job.ElapsedSeconds,
            EtaSeconds = EtaSeconds(job.State, job.Iteration, job.Iterations, job.IterationsPerSecond),
            Loss = job.Loss,
            EstimatedPsnr = job.EstimatedPsnr,
            Noise = job.NoiseDeviation * 255,
            HoleShare = job.HoleShare,
            Psnr = job.Psnr,
            Ssim = job.Ssim,
            BestIteration = job.BestIteration,
            StopReason = Word(job.StopReason),
            Error = ErrorOf(job),
            QueuePosition = queuePosition,
            Width = job.Width,
            Height = job.Height,
            Parameters = job.Parameters,
            Network = job.Network,
            Device = job.Device,
            CreatedAt = job.CreatedAt,
            FinishedAt = job.FinishedAt,
            Attempt = job.Attempt,
            Sequence = sequence,
            FrameSequence = job.FrameSequence,
        };
        return live is null || live.Attempt != job.Attempt || job.State != JobState.Running ? view : view with
        {
            Iteration = live.Iteration,
            IterationsPerSecond = live.IterationsPerSecond,
            ElapsedSeconds = live.ElapsedSeconds,
            EtaSeconds = live.EtaSeconds,
            Loss = live.Loss,
            EstimatedPsnr = live.EstimatedPsnr,
            BestIteration = live.BestIteration,
            Psnr = live.Psnr,
            Ssim = live.Ssim,
            FrameSequence = live.FrameSequence,
        };
    }

    public static JobUpdate Update(RestorationJob job, long sequence) => new()
    {
        JobId = job.Id,
        Attempt = job.Attempt,
        Sequence = sequence,
        State = job.State,
        Desired = job.Desired,
        Iteration = job.Iteration,
        Iterations = job.Iterations,
        IterationsPerSecond = job.IterationsPerSecond,
        ElapsedSeconds = job.ElapsedSeconds,
        EtaSeconds = EtaSeconds(job.State, job.Iteration, job.Iterations, job.IterationsPerSecond),
        Loss = job.Loss,
        EstimatedPsnr = job.EstimatedPsnr,
        BestIteration = job.BestIteration,
        Psnr = job.Psnr,
        Ssim = job.Ssim,
        FrameSequence = job.FrameSequence,
        StopReason = Word(job.StopReason),
        Error = ErrorOf(job),
    };

    public static double? EtaSeconds(JobState state, int iteration, int iterations, double? perSecond) =>
        state == JobState.Running && perSecond > 0 ? (iterations - iteration) / perSecond : null;

    private static string? Word(StopReason? reason) => reason is { } known ? Word(known) : null;

    private static string Word(StopReason reason) => reason switch
    {
        StopReason.Converged => "converged",
        StopReason.IterationBudget => "iterationBudget",
        StopReason.Finished => "finished",
        StopReason.Cancelled => "cancelled",
        StopReason.Diverged => "diverged",
    };

    private static JobError? ErrorOf(RestorationJob job) =>
        job.ErrorCode is { } code ? new JobError(code, job.ErrorMessage ?? code) : null;
}
