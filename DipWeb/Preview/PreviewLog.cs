namespace DipWeb.Preview;

internal static partial class PreviewLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "News of job {JobId} could not be sent")]
    public static partial void NotSent(this ILogger logger, Exception exception, string jobId);
}
