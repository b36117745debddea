namespace DipWeb.Compute;

internal static partial class ComputeLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Compute process {ProcessId} started; allocator: {Allocator}; device: {Device}")]
    public static partial void ChildStarted(this ILogger logger, int processId, string allocator, string device);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Compute process {ProcessId} died at iteration {Iteration} with code {ExitCode}, start {Fruitless} without a new checkpoint: {Reason}")]
    public static partial void ChildDied(this ILogger logger, int processId, int iteration, int exitCode, int fruitless, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Compute process {ProcessId} finished no iteration for {Seconds} s and is ended")]
    public static partial void ChildStalled(this ILogger logger, int processId, double seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Compute process: {Line}")]
    public static partial void ChildSaid(this ILogger logger, string line);
}
