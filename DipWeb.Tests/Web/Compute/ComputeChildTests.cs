using System.Diagnostics;
using DipWeb.Compute;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Compute;

public sealed class ComputeChildTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_ChildProcess_HasTheTunedEnvironmentAndGivesWay()
    {
        ComputeProcesses.SkipUnlessVisible();
        using var process = Process.Start(ComputeCommand.Create(new ComputeOptions { Niceness = 7 }))!; // a new process, never a reused one
        var environment = await PrepareAsync(process);

        var started = ComputeProcesses.EnvironmentOf(process.Id);
        var niceness = ComputeProcesses.NicenessOf(process.Id);
        await ChildSession.LeaveAsync(process);

        Assert.Equal(process.Id, environment.ProcessId);
        Assert.All(TunedEnvironment.Variables, variable => Assert.Contains($"{variable.Name}={variable.Value}", started));
        Assert.All(TunedEnvironment.Variables, variable => Assert.Contains($"{variable.Name}={variable.Value}", environment.Allocator.Split(' ')));
        Assert.True(environment.KeepsMemory);
        Assert.NotEmpty(environment.Device);
        Assert.Equal((7, 0), (niceness, process.ExitCode));
    }

    [Fact]
    public async Task Prepare_ChildProcessWithoutTheSettings_SaysThatTheyDidNotTakeEffect()
    {
        ComputeProcesses.SkipUnlessVisible();
        var start = ComputeCommand.Create(new ComputeOptions());
        foreach (var (name, _) in TunedEnvironment.Variables)
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!; // a new process, never a reused one
        var environment = await PrepareAsync(process);
        await ChildSession.LeaveAsync(process);

        Assert.Equal(("", false), (environment.Allocator, environment.KeepsMemory));
    }

    [Fact]
    public async Task LeaveAsync_PipeThatTheConversationHasClosed_WaitsForTheEnd()
    {
        using var process = Process.Start(ComputeCommand.Create(new ComputeOptions()))!; // a new process, never a reused one
        await process.StandardInput.BaseStream.DisposeAsync();

        await ChildSession.LeaveAsync(process);

        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Serve_ParentThatGoesAway_EndsTheChild()
    {
        ComputeProcesses.SkipUnlessVisible();
        using var process = Process.Start(ComputeCommand.Create(new ComputeOptions()))!; // a new process, never a reused one
        process.StandardInput.BaseStream.Write([0, 0]); // half of a message's length
        await process.StandardInput.BaseStream.DisposeAsync();

        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(15), Token);

        Assert.False(ComputeProcesses.IsAlive(process.Id));
    }

    private static async Task<ComputeEnvironment> PrepareAsync(Process process)
    {
        using var rpc = ComputeMethods.Connect(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        rpc.StartListening();
        return await rpc.InvokeWithCancellationAsync<ComputeEnvironment>(ComputeMethods.Prepare, [1], Token);
    }
}
