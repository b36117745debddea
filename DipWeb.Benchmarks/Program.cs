using BenchmarkDotNet.Running;
using DipWeb.Benchmarks.Quality;
using DipWeb.Benchmarks.Speed;
using DipWeb.Benchmarks.Stops;

return args switch
{
    [IterationChild.Command, var network, var side, .. var settings] => IterationChild.Run(network, int.Parse(side, CultureInfo.InvariantCulture), settings),
    [TimeToQuality.Command, var data, var name, var task, var preset, .. var network] => TimeToQuality.Run(data, name, task, preset, network.FirstOrDefault()),
    [RatioCommand.Name, ..] => await RatioCommand.RunAsync(args[1..]),
    [QualityCommand.Name, ..] => await QualityCommand.RunAsync(args[1..]),
    [StopsCommand.Name, ..] => await StopsCommand.RunAsync(args[1..]),
    _ => BenchmarkSwitcher.FromAssembly(typeof(IterationBenchmarks).Assembly).Run(args).Any() ? 0 : 2,
};
