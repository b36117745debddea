using System.Diagnostics;
using DipWeb.Engine.Devices;
using DipWeb.Jobs;
using Microsoft.Extensions.Options;
using StreamJsonRpc;

namespace DipWeb.Compute;

/// <summary>Starts one compute process with the server, to hear what the jobs will be computed with and whether that works at all.</summary>
internal sealed class Machine(IOptions<ComputeOptions> options, ILogger<Machine> logger) : IMachine, IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private Task<MachineReport>? _survey;

    public Task<MachineReport> ReportAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _survey ??= Task.Run(SurveyAsync, CancellationToken.None);
        }

        return _survey.WaitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = ReportAsync(CancellationToken.None); // heard while the first person still looks for a picture
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _ending.CancelAsync();

    public void Dispose() => _ending.Dispose();

    private async Task<MachineReport> SurveyAsync()
    {
        try
        {
            var environment = options.Value.InProcess ? ComputeEnvironment.Prepare(options.Value.Threads) : await AskAsync();
            logger.MachineSurveyed(environment.Device);
            if (!options.Value.InProcess && OperatingSystem.IsLinux() && !environment.KeepsMemory)
            {
                logger.AllocatorUntuned(environment.Allocator);
            }

            return new MachineReport(environment.Kind, environment.Device);
        }
#pragma warning disable CA1031 // whatever is broken, the server still serves its pages, and /healthz/ready says what it is
        catch (Exception exception) when (!_ending.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.MachineUnusable(exception);
            return new MachineReport(DeviceKind.Cpu, "none", $"The compute process does not start: {exception.Message.Split('\n')[0]}");
        }
    }

    private async Task<ComputeEnvironment> AskAsync()
    {
        using var process = Process.Start(ComputeCommand.Create(options.Value))
            ?? throw new InvalidOperationException("there is no process.");
        var errors = new ChildErrorLog(process.StandardError, logger);
        var listening = errors.ReadAsync();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            patience.CancelAfter(Patience);
            using var rpc = ComputeMethods.Connect(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
            rpc.StartListening();
            return await rpc.InvokeWithCancellationAsync<ComputeEnvironment>(ComputeMethods.Prepare, [options.Value.Threads], patience.Token);
        }
        catch (ConnectionLostException)
        {
            await listening.WaitAsync(Patience);
            throw new InvalidOperationException(errors.LastWords);
        }
        finally
        {
            await ChildSession.LeaveAsync(process);
        }
    }
}
