using System.Diagnostics;
using DipWeb.Engine.Devices;
using DipWeb.Images;
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
    private readonly Dictionary<string, Task<LoopTimes>> _times = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private Task<MachineReport>? _survey;

    public Task<MachineReport> ReportAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _survey ??= Task.Run(SurveyAsync, CancellationToken.None);
        }

        return _survey.WaitAsync(cancellationToken);
    }

    public async Task<LoopTimes?> TimesAsync(RestorationWish wish, bool mayCompute, CancellationToken cancellationToken)
    {
        Task<LoopTimes>? times;
        lock (_gate)
        {
            var kind = KindOf(wish);
            if (!_times.TryGetValue(kind, out times) && mayCompute)
            {
                times = Task.Run(() => TimeAsync(wish), CancellationToken.None);
                _times.Add(kind, times);
            }
        }

        try
        {
            return times is null ? null : await times.WaitAsync(cancellationToken);
        }
#pragma warning disable CA1031 // whatever went wrong, a job can be submitted without a forecast
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.TrialFailed(wish.Task.Id, exception.Message);
            return null;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = ReportAsync(CancellationToken.None); // heard while the first person still looks for a picture
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _ending.CancelAsync();

    public void Dispose()
    {
        _oneAtATime.Dispose();
        _ending.Dispose();
    }

    /// <summary>Wishes of one kind take the same time for an iteration.</summary>
    private static string KindOf(RestorationWish wish)
    {
        var spec = wish.Spec;
        return string.Join(
            '|', spec.Task, spec.Network.Name, spec.HoleNetwork?.Name, spec.Method, spec.Fidelity, spec.HasTwoViews, spec.HasSparseError, spec.ScaleFactor, spec.StopRule.Kind,
            spec.StopRule.HoldOutShare > 0, spec.InputNoise > 0, spec.Precision);
    }

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

            return new MachineReport(environment.Kind, environment.Device, DeviceMemory: environment.DeviceMemory);
        }
#pragma warning disable CA1031 // whatever is broken, the server still serves its pages, and /healthz/ready says what it is
        catch (Exception exception) when (!_ending.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.MachineUnusable(exception);
            return new MachineReport(DeviceKind.Cpu, "none", $"The compute process does not start: {exception.Message.Split('\n')[0]}");
        }
    }

    private async Task<LoopTimes> TimeAsync(RestorationWish wish)
    {
        await _oneAtATime.WaitAsync(_ending.Token);
        try
        {
            var order = new ComputeOrder
            {
                Folder = "",
                Attempt = 1,
                Task = wish.Task.Id,
                Preset = wish.Preset.ToString().ToLowerInvariant(),
                Parameters = wish.Settings,
                Seed = wish.Seed,
                ImagePath = "",
                Threads = options.Value.Threads,
                Cadence = ComputeCadence.From(options.Value),
                Limits = new ImageLimits(),
            };
            return await WithProcessAsync(async (rpc, token) =>
            {
                await rpc.InvokeWithCancellationAsync<ComputeEnvironment>(ComputeMethods.Prepare, [options.Value.Threads], token);
                return await rpc.InvokeWithCancellationAsync<LoopTimes>(ComputeMethods.Time, [order], token);
            });
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private Task<ComputeEnvironment> AskAsync() => WithProcessAsync((rpc, token) =>
        rpc.InvokeWithCancellationAsync<ComputeEnvironment>(ComputeMethods.Prepare, [options.Value.Threads], token));

    /// <summary>Starts a compute process, talks to it, and waits for its end.</summary>
    private async Task<T> WithProcessAsync<T>(Func<JsonRpc, CancellationToken, Task<T>> converse)
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
            return await converse(rpc, patience.Token);
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
