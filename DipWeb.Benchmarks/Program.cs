using BenchmarkDotNet.Running;
using DipWeb.Benchmarks.Speed;

return args switch
{
    [IterationChild.Command, var network, var side] => IterationChild.Run(network, int.Parse(side, CultureInfo.InvariantCulture)),
    _ => BenchmarkSwitcher.FromAssembly(typeof(IterationBenchmarks).Assembly).Run(args).Any() ? 0 : 2,
};
