using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace DipWeb.Benchmarks.Speed;

/// <summary>Milliseconds per iteration of the decoder and of the published hourglass, in the tuned environment and in the plain one.</summary>
/// <remarks>
/// An allocator reads its environment when its process starts, so each case iterates in a child process of its own; what is
/// measured is one iteration there, with a line each way over its standard streams (tens of microseconds).
/// </remarks>
[Config(typeof(Configuration))]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams)]
[Orderer(SummaryOrderPolicy.Declared)]
public class IterationBenchmarks : IDisposable
{
    private IterationChild? _plain;
    private IterationChild? _tuned;

    [Params("decoder", "hourglass")]
    public string Network { get; set; } = "decoder";

    [Params(256, 512)]
    public int Side { get; set; }

    [GlobalSetup(Target = nameof(Plain))]
    public void StartPlain() => _plain = IterationChild.Start(Network, Side, tuned: false);

    [GlobalSetup(Target = nameof(Tuned))]
    public void StartTuned() => _tuned = IterationChild.Start(Network, Side, tuned: true);

    [Benchmark(Baseline = true)]
    public void Plain() => _plain!.Iterate(); // started by its setup

    [Benchmark]
    public void Tuned() => _tuned!.Iterate(); // started by its setup

    [GlobalCleanup]
    public void Dispose()
    {
        _plain?.Dispose();
        _tuned?.Dispose();
        (_plain, _tuned) = (null, null);
        GC.SuppressFinalize(this);
    }

    private sealed class Configuration : ManualConfig
    {
        public Configuration() => AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(3)
            .WithIterationCount(10)
            .WithInvocationCount(1)
            .WithUnrollFactor(1));
    }
}
