using BenchmarkDotNet.Running;
using DipWeb.Benchmarks.Quality;
using DipWeb.Benchmarks.Speed;

return args switch
{
    [IterationChild.Command, var network, var side] => IterationChild.Run(network, int.Parse(side, CultureInfo.InvariantCulture)),
    [QualityCommand.Name, ..] => await QualityCommand.RunAsync(args[1..]),
    _ => BenchmarkSwitcher.FromAssembly(typeof(IterationBenchmarks).Assembly).Run(args).Any() ? 0 : 2,
};
