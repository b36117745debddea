namespace DipWeb.Jobs;

internal static partial class JobLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} submitted: {Task}, {Preset}")]
    public static partial void Submitted(this ILogger logger, string jobId, string task, string preset);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} runs, attempt {Attempt}")]
    public static partial void Claimed(this ILogger logger, string jobId, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}, attempt {Attempt}, ended: {End}")]
    public static partial void Ended(this ILogger logger, string jobId, int attempt, RunEnd end);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}, attempt {Attempt}, was superseded; its end was not written")]
    public static partial void Superseded(this ILogger logger, string jobId, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} was running when the server ended; now it is {State}")]
    public static partial void Reconciled(this ILogger logger, string jobId, JobState state);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} failed unexpectedly")]
    public static partial void RunFailed(this ILogger logger, Exception exception, string jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "How far job {JobId} has come could not be written; the next report tries again")]
    public static partial void ProgressNotWritten(this ILogger logger, Exception exception, string jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of job {JobId} could not be written; trying again")]
    public static partial void EndNotWritten(this ILogger logger, Exception exception, string jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue could not be looked through; the next sweep tries again")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener of job updates failed")]
    public static partial void ListenerFailed(this ILogger logger, Exception exception);
}
