using System.Diagnostics;
using DipWeb.Jobs;
using StreamJsonRpc;

namespace DipWeb.Compute;

/// <summary>One start of the compute process, from its first message to its certain death.</summary>
internal sealed class ChildSession(
    ComputeOrder order, RunControl control, Func<RunProgress, Task<bool>> onProgress, ComputeOptions options, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan GraceOfCancel = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GraceOfExit = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _kill = new();
    private long _movedAt = clock.GetTimestamp();
    private int _processId;
    private int _iteration = -1;
    private bool _isStalled;
    private bool _isSuperseded;

    /// <summary>The newest progress that was heard; null when there was none.</summary>
    public RunProgress? Latest { get; private set; }

    public int ProcessId => _processId;

    /// <summary>Computes; a death is an end like any other.</summary>
    public async Task<ChildEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Process.Start(ComputeCommand.Create(options))
            ?? throw new InvalidOperationException("The compute process did not start.");
        _processId = process.Id;
        var errors = new ChildErrorLog(process.StandardError, logger);
        var listening = errors.ReadAsync();
        await using var watch = clock.CreateTimer(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        try
        {
            var outcome = await ConverseAsync(process, cancellationToken);
            await LeaveAsync(process);
            await listening;
            return new ChildEnd(outcome, process.ExitCode, _isStalled, errors.LastWords);
        }
        finally
        {
            Kill(process);
        }
    }

    public void Dispose() => _kill.Dispose();

    /// <summary>Tells a process that nothing more will be asked of it, and waits until it is gone.</summary>
    internal static async Task LeaveAsync(Process process)
    {
        using var grace = new CancellationTokenSource(GraceOfExit);
        try
        {
            // The stream and not its writer: the end of the conversation has closed it already or does so now, and the writer would flush into it.
            await process.StandardInput.BaseStream.DisposeAsync();
            await process.WaitForExitAsync(grace.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <returns>What the process answered; null when it died or had to be ended.</returns>
    private async Task<RunOutcome?> ConverseAsync(Process process, CancellationToken cancellationToken)
    {
        using var rpc = ComputeMethods.Connect(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        rpc.AddLocalRpcMethod(ComputeMethods.Progress, OnProgressAsync);
        rpc.StartListening();
        void Forward(JobDesire desired) => _ = TellAsync(rpc, desired);
        control.Raised += Forward;
        try
        {
            await using var shutdown = cancellationToken.Register(() => Forward(JobDesire.Pause));
            await using var killed = _kill.Token.Register(() => Kill(process));
            var environment = await rpc.InvokeWithCancellationAsync<ComputeEnvironment>(ComputeMethods.Prepare, [order.Threads], CancellationToken.None);
            logger.ChildStarted(environment.ProcessId, environment.Allocator, environment.Device);
            Moved();
            return await rpc.InvokeWithCancellationAsync<RunOutcome>(
                ComputeMethods.Run, [order with { Desired = DesiredNow(cancellationToken) }], CancellationToken.None);
        }
        catch (RemoteInvocationException exception)
        {
            return RunOutcome.Failure("compute.failed", $"The computation could not begin: {exception.Message}");
        }
        catch (Exception exception) when (exception is ConnectionLostException or IOException or ObjectDisposedException)
        {
            return _isSuperseded || control.Desired == JobDesire.Cancel ? new RunOutcome { End = RunEnd.Cancelled } : null;
        }
        finally
        {
            control.Raised -= Forward;
        }
    }

    private JobDesire DesiredNow(CancellationToken cancellationToken) =>
        control.Desired == JobDesire.Run && cancellationToken.IsCancellationRequested ? JobDesire.Pause : control.Desired;

    /// <summary>Passes a wish on; a process that does not follow a cancellation is ended.</summary>
    private async Task TellAsync(JsonRpc rpc, JobDesire desired)
    {
        try
        {
            if (desired == JobDesire.Cancel)
            {
                _kill.CancelAfter(GraceOfCancel);
            }

            await rpc.NotifyAsync(ComputeMethods.Request, desired);
        }
        catch (Exception exception) when (exception is ConnectionLostException or ObjectDisposedException or IOException)
        {
            // The process is gone, which the conversation itself notices.
        }
    }

    /// <summary>The process waits for the answer, so calls come one after the other and none comes after the outcome.</summary>
    private async Task OnProgressAsync(RunProgress progress)
    {
        Latest = progress;
        if (progress.Iteration != _iteration)
        {
            _iteration = progress.Iteration;
            Moved();
        }

        if (!await onProgress(progress))
        {
            _isSuperseded = true;
            await _kill.CancelAsync();
        }
    }

    private void Moved() => Volatile.Write(ref _movedAt, clock.GetTimestamp());

    private void Watch()
    {
        var still = clock.GetElapsedTime(Volatile.Read(ref _movedAt)).TotalSeconds;
        if (still < options.StallSeconds || _isStalled)
        {
            return;
        }

        _isStalled = true;
        logger.ChildStalled(_processId, still);
        _kill.Cancel();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
