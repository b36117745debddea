using DipWeb.Engine.Devices;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>Computes in this process, for debugging and tests: without the tuned allocator, and a crash takes everything with it.</summary>
internal sealed class InProcessCompute(TimeProvider clock) : ICompute
{
    public async Task<RunOutcome> RunAsync(
        ComputeOrder order, RunControl control, Func<RunProgress, Task<bool>> onProgress, CancellationToken cancellationToken)
    {
        var inner = new RunControl();
        control.Raised += inner.Request;
        inner.Request(control.Desired);
        try
        {
            await using var shutdown = cancellationToken.Register(() => inner.Request(JobDesire.Pause));
            ComputeDevice.Configure(order.Threads);
            var run = new RestorationRun(
                order,
                inner,
                async progress =>
                {
                    if (!await onProgress(progress))
                    {
                        inner.Request(JobDesire.Cancel);
                    }
                },
                clock);
            return (await run.RunAsync()).AsWanted(control);
        }
        finally
        {
            control.Raised -= inner.Request;
        }
    }
}
