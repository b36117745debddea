namespace DipWeb.Compute;

internal static partial class ComputeLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Compute process {ProcessId} started; allocator: {Allocator}; device: {Device}")]
    public static partial void ChildStarted(this ILogger logger, int processId, string allocator, string device);

    [LoggerMessage(Level = LogLevel.Information, Message = "Jobs are computed on: {Device}")]
    public static partial void MachineSurveyed(this ILogger logger, string device);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The C library gives large blocks back to the kernel, so that every iteration takes longer; what it was started with: {Allocator}")]
    public static partial void AllocatorUntuned(this ILogger logger, string allocator);

    [LoggerMessage(Level = LogLevel.Error, Message = "The compute process does not start; no job can be computed")]
    public static partial void MachineUnusable(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "How long {Task} takes could not be measured: {Reason}")]
    public static partial void TrialFailed(this ILogger logger, string task, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Compute process {ProcessId} died at iteration {Iteration} with code {ExitCode}, start {Fruitless} without a new checkpoint: {Reason}")]
    public static partial void ChildDied(this ILogger logger, int processId, int iteration, int exitCode, int fruitless, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Compute process {ProcessId} finished no iteration for {Seconds} s and is ended")]
    public static partial void ChildStalled(this ILogger logger, int processId, double seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Compute process: {Line}")]
    public static partial void ChildSaid(this ILogger logger, string line);
}
