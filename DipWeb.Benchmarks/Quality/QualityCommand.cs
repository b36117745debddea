using System.CommandLine;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Measures how good the pictures become, and prints a Markdown table.</summary>
internal static class QualityCommand
{
    public const string Name = "quality";

    public static Task<int> RunAsync(string[] arguments)
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder with the pictures",
            DefaultValueFactory = _ => Path.Combine("..", "shared", "data"),
        };
        var suites = new Option<string[]>("--suite")
        {
            Description = $"Cases that belong together; may be repeated: {string.Join(", ", QualitySuites.All.Select(suite => suite.Name))}",
            DefaultValueFactory = _ => [],
        };
        var cases = new Option<string[]>("--case")
        {
            Description = "A case to measure; may be repeated; all if neither this nor a suite is given",
            DefaultValueFactory = _ => [],
        };
        var preset = new Option<string>("--preset") { Description = "preview, balanced, best or paper", DefaultValueFactory = _ => "balanced" };
        var seed = new Option<long>("--seed") { Description = "Seed of the restorations; the damage has its own" };
        var repeat = new Option<int>("--repeat")
        {
            Description = "Restorations of each case, with the seed and those after it",
            DefaultValueFactory = _ => 1,
        };
        var threads = new Option<int?>("--threads") { Description = "Threads of the mathematics; one per core if not given" };
        var set = new Option<string[]>("--set") { Description = "A parameter of the task, name=value; may be repeated", DefaultValueFactory = _ => [] };
        var output = new Option<string?>("--output", "-o") { Description = "A folder to keep the restored pictures in" };
        var command = new RootCommand("Damages pictures, has them restored by the product's command line, and measures the results.")
        {
            data, suites, cases, preset, seed, repeat, threads, set, output,
        };
        command.SetAction((parsed, _) => MeasureAsync(() => new QualityOptions
        {
            Data = parsed.GetRequiredValue(data),
            Cases = QualityCases.Choose(parsed.GetRequiredValue(suites), parsed.GetRequiredValue(cases)),
            Preset = parsed.GetRequiredValue(preset),
            Seed = parsed.GetValue(seed),
            Repeat = parsed.GetRequiredValue(repeat),
            Threads = parsed.GetValue(threads),
            Parameters = parsed.GetRequiredValue(set),
            Output = parsed.GetValue(output),
        }));
        return command.Parse(arguments).InvokeAsync();
    }

    /// <returns>0 when every case came about, 1 when one did not, 2 when nothing could begin.</returns>
    private static async Task<int> MeasureAsync(Func<QualityOptions> read)
    {
        try
        {
            var options = read();
            if (options.Complaint() is { } complaint)
            {
                return Refuse(complaint);
            }

            if (options.Output is { } output)
            {
                Directory.CreateDirectory(output);
            }

            return await new QualityReport(options).WriteAsync() ? 0 : 1;
        }
        catch (ArgumentException exception)
        {
            return Refuse(exception.Message);
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
