using System.CommandLine;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Measures how good the pictures become, and prints a Markdown table.</summary>
internal static class QualityCommand
{
    public const string Name = "quality";

    public static Task<int> RunAsync(string[] arguments)
    {
        var data = new Option<string>("--data") { Description = "The folder with the pictures", DefaultValueFactory = _ => Path.Combine("..", "shared", "data") };
        var cases = new Option<string[]>("--case") { Description = "A case to measure; may be repeated; all if not given", DefaultValueFactory = _ => [] };
        var preset = new Option<string>("--preset") { Description = "preview, balanced, best or paper", DefaultValueFactory = _ => "balanced" };
        var seed = new Option<long>("--seed") { Description = "Seed of the restorations; the damage has its own" };
        var threads = new Option<int?>("--threads") { Description = "Threads of the mathematics; one per core if not given" };
        var set = new Option<string[]>("--set") { Description = "A parameter of the task, name=value; may be repeated", DefaultValueFactory = _ => [] };
        var output = new Option<string?>("--output", "-o") { Description = "A folder to keep the restored pictures in" };
        var command = new RootCommand("Damages pictures, has them restored by the product's command line, and measures the results.")
        {
            data, cases, preset, seed, threads, set, output,
        };
        command.SetAction((parsed, _) => MeasureAsync(() => new QualityOptions
        {
            Data = parsed.GetRequiredValue(data),
            Cases = parsed.GetRequiredValue(cases) is { Length: > 0 } names ? [.. names.Select(QualityCases.Find)] : QualityCases.All,
            Preset = parsed.GetRequiredValue(preset),
            Seed = parsed.GetValue(seed),
            Threads = parsed.GetValue(threads),
            Parameters = parsed.GetRequiredValue(set),
            Output = parsed.GetValue(output),
        }));
        return command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> MeasureAsync(Func<QualityOptions> read)
    {
        try
        {
            return await MeasureAsync(read());
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return Refuse(exception.Message);
        }
    }

    private static async Task<int> MeasureAsync(QualityOptions options)
    {
        if (options.Complaint() is { } complaint)
        {
            return Refuse(complaint);
        }

        if (options.Output is { } output)
        {
            Directory.CreateDirectory(output);
        }

        Console.WriteLine(QualityRow.Header);
        var rows = new List<QualityRow>();
        foreach (var wanted in options.Cases)
        {
            var folder = Directory.CreateTempSubdirectory("dipweb-quality-");
            try
            {
                rows.Add(await QualityRun.MeasureAsync(wanted, options, folder.FullName));
                Console.WriteLine(rows[^1]);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        Console.WriteLine($"\nDevice: {rows[^1].Figures.Device}. Seed {rows[^1].Figures.Seed}.");
        foreach (var row in rows)
        {
            Console.WriteLine($"- {row.Case.Name}: {row.Case.Meaning}");
        }

        return 0;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
