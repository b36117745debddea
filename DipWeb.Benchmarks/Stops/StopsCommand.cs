using System.CommandLine;
using DipWeb.Benchmarks.Quality;
using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;

namespace DipWeb.Benchmarks.Stops;

/// <summary>Measures how near a stop rule comes to the best iterate, and prints a Markdown table.</summary>
internal static class StopsCommand
{
    public const string Name = "stops";

    public static Task<int> RunAsync(string[] arguments)
    {
        var data = new Option<string>("--data") { Description = "The folder with the pictures", DefaultValueFactory = _ => Path.Combine("..", "shared", "data") };
        var picture = new Option<string>("--picture") { Description = "A file of that folder", DefaultValueFactory = _ => Path.Combine("paper", "f16.png") };
        var side = new Option<int>("--side") { Description = "Side of the centre crop", DefaultValueFactory = _ => 256 };
        var sigmas = new Option<int[]>("--sigma") { Description = "Noise in 1/255; may be repeated", DefaultValueFactory = _ => [15, 25, 50] };
        var seed = new Option<int>("--seed") { Description = "Seed of the first run of each noise", DefaultValueFactory = _ => 1 };
        var seeds = new Option<int>("--seeds") { Description = "Runs of each noise, the seed and those after it", DefaultValueFactory = _ => 3 };
        var preset = new Option<string>("--preset") { Description = "preview, balanced or best", DefaultValueFactory = _ => "balanced" };
        var set = new Option<string[]>("--set") { Description = "A parameter of the task, name=value; may be repeated", DefaultValueFactory = _ => [] };
        var beyond = new Option<int>("--beyond") { Description = "Iterations to go on for after the stop, to see what would have come", DefaultValueFactory = _ => 600 };
        var command = new RootCommand("Denoises with a stop rule, goes on after it, and compares its choice with the best iterate.")
        {
            data, picture, side, sigmas, seed, seeds, preset, set, beyond,
        };
        command.SetAction(parsed =>
        {
            var path = Path.Combine(parsed.GetRequiredValue(data), parsed.GetRequiredValue(picture));
            if (!File.Exists(path))
            {
                Console.Error.WriteLine($"There is no picture {Path.GetFullPath(path)}; name the folder with the pictures by --data.");
                return 2;
            }

            try
            {
                var parameters = parsed.GetRequiredValue(set).Select(assignment => assignment.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[^1]);
                var runs =
                    from sigma in parsed.GetRequiredValue(sigmas)
                    from number in Enumerable.Range(parsed.GetRequiredValue(seed), parsed.GetRequiredValue(seeds))
                    select StopRun.Measure(
                        Damages.Noise(path, sigma, parsed.GetRequiredValue(side)),
                        TaskCatalog.CreateSpec("denoise", TaskCatalog.ParsePreset(parsed.GetRequiredValue(preset)), parameters, number, ComputeDevice.Kind),
                        sigma,
                        parsed.GetRequiredValue(beyond));
                Print(runs);
                return 0;
            }
            catch (InvalidSpecException refusal)
            {
                Console.Error.WriteLine(refusal.Message);
                return 2;
            }
        });
        return command.Parse(arguments).InvokeAsync();
    }

    private static void Print(IEnumerable<StopRun> runs)
    {
        Console.WriteLine(StopRun.Header);
        var all = new List<StopRun>();
        foreach (var run in runs)
        {
            all.Add(run);
            Console.WriteLine(run);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{all.Count(run => run.Loss <= 0.35)} of {all.Count} at most 0.35 dB below the best iterate; {all.Count(run => Math.Abs(run.Estimated - run.Chosen) <= 0.5)} of {all.Count} estimates within 0.5 dB."));
    }
}
