using System.Diagnostics;
using System.Runtime.InteropServices;
using DipWeb.Engine.Devices;
using DipWeb.Jobs;
using StreamJsonRpc;

namespace DipWeb.Compute;

/// <summary>The compute process: takes one order over standard input, reports over standard output, and ends with its parent.</summary>
internal sealed class ComputeChild
{
    private readonly RunControl _control = new();
    private readonly JsonRpc _rpc;
    private bool _isRunning;

    private ComputeChild(JsonRpc rpc) => _rpc = rpc;

    /// <summary>Serves the parent until it closes the standard input.</summary>
    public static async Task<int> ServeAsync()
    {
        // libtorch loads while the conversation begins; what goes wrong is told to the first who asks for the device.
        _ = Task.Run(() => ComputeDevice.Kind);

        // Only messages may go to the standard output, whoever feels like writing.
        var output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error);
        using var rpc = ComputeMethods.Connect(output, Console.OpenStandardInput());
        var child = new ComputeChild(rpc);

        // A terminal's Ctrl-C and a service manager's end reach the whole group; what to do then is the parent's decision.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        rpc.AddLocalRpcMethod(ComputeMethods.Prepare, ComputeEnvironment.Prepare);
        rpc.AddLocalRpcMethod(ComputeMethods.Time, TimeAsync);
        rpc.AddLocalRpcMethod(ComputeMethods.Run, child.RunAsync);
        rpc.AddLocalRpcMethod(ComputeMethods.Request, child.Request);
        rpc.StartListening();
        try
        {
            await rpc.Completion;
        }
        catch (Exception exception) when (exception is IOException or BadRpcHeaderException)
        {
            // The parent died in the middle of a message.
        }

        if (Volatile.Read(ref child._isRunning))
        {
            // Nobody waits for the result any more, and native threads would outlast a polite end.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }

        return 0;
    }

    private static Task<LoopTimes> TimeAsync(ComputeOrder order) => Task.Factory.StartNew( // a thread of its own
        () => LoopTrial.Measure(order, TimeProvider.System), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<RunOutcome> RunAsync(ComputeOrder order)
    {
        Volatile.Write(ref _isRunning, true);
        var run = new RestorationRun(order, _control, progress => _rpc.InvokeAsync(ComputeMethods.Progress, progress), TimeProvider.System);
        var outcome = await run.RunAsync();
        Volatile.Write(ref _isRunning, false);
        return outcome;
    }

    private void Request(JobDesire desired) => _control.Request(desired);
}
