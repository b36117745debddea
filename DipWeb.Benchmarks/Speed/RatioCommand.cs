using System.CommandLine;
using DipWeb.Benchmarks.Quality;

namespace DipWeb.Benchmarks.Speed;

/// <summary>Measures how much faster and smaller the product is than the published method written down plainly, and prints the ratios.</summary>
internal static class RatioCommand
{
    public const string Name = "ratios";

    public static Task<int> RunAsync(string[] arguments)
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder with the pictures",
            DefaultValueFactory = _ => Path.Combine("..", "shared", "data"),
        };
        var only = new Option<string[]>("--only")
        {
            Description = $"What to measure; may be repeated; on two cores “denoising” takes the better part of an hour, {string.Join(" and ", Ratios.Longest)} half a day, so that they are left out where nothing is named: {string.Join(", ", Ratios.All.Select(part => part.Name))}",
            DefaultValueFactory = _ => [],
        };
        var command = new RootCommand("Measures speed and memory on this machine, as ratios.") { data, only };
        command.SetAction((parsed, _) => MeasureAsync(parsed.GetRequiredValue(data), parsed.GetRequiredValue(only)));
        return command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> MeasureAsync(string data, string[] only)
    {
        if (only.FirstOrDefault(name => Ratios.All.All(part => part.Name != name)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no measure “{unknown}”. The measures are {string.Join(", ", Ratios.All.Select(part => part.Name))}.");
            return 2;
        }

        await Console.Out.WriteLineAsync($"{HostMachine.Describe()}, {Environment.ProcessorCount} processors\n");
        await Console.Out.WriteLineAsync("| Measure | One | Other | Ratio |");
        await Console.Out.WriteLineAsync("|---|---:|---:|---:|");
        foreach (var (name, measure) in Ratios.All)
        {
            if (only.Length == 0 ? !Ratios.Longest.Contains(name) : only.Contains(name))
            {
                await foreach (var row in measure(data))
                {
                    await Console.Out.WriteLineAsync(row);
                }
            }
        }

        return 0;
    }
}
