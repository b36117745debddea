using System.CommandLine;
using System.Globalization;
using DipWeb.Engine.Specs;

namespace DipWeb.Cli;

/// <summary>The words of the restore command, and their way into a <see cref="RestoreOrder"/>.</summary>
internal static class RestoreCommand
{
    public const string Name = "restore";

    public static Command Create()
    {
        var task = new Argument<string>("TASK") { Description = string.Join(", ", TaskCatalog.All.Select(known => known.Id)) };
        var input = new Argument<string>("INPUT") { Description = "The damaged picture: PNG, JPEG, WebP or TIFF" };
        var output = new Option<string>("--output", "-o") { Description = "Where the result goes; the ending chooses the format: .png .tif .jpg .webp", Required = true };
        var mask = new Option<string?>("--mask") { Description = "A picture whose white pixels are to be repaired" };
        var maskKnown = new Option<bool>("--mask-known") { Description = "White marks the known pixels of the mask instead, as in the papers' data" };
        var guide = new Option<string?>("--guide") { Description = "A picture that guides the restoration, for tasks that take one" };
        var reference = new Option<string?>("--reference") { Description = "The clean picture, to measure PSNR and SSIM; the optimizer never sees it" };
        var preset = new Option<string>("--preset") { Description = "preview, balanced, best or paper", DefaultValueFactory = _ => "balanced" };
        var set = new Option<string[]>("--set") { Description = "A parameter of the task, name=value; may be repeated", DefaultValueFactory = _ => [] };
        var iterations = new Option<int?>("--iterations") { Description = "How many optimizer steps" };
        var seeds = new Option<int?>("--seeds") { Description = "How many runs from different seeds are averaged" };
        var seed = new Option<long?>("--seed") { Description = "Seed of the run's random numbers; the same seed gives the same picture" };
        var spread = new Option<string?>("--spread") { Description = "Where the spread between several seeds goes: .png for a heat map, .tif for the exact numbers" };
        var threads = new Option<int?>("--threads") { Description = "Threads of the mathematics; one per core if not given" };
        var json = new Option<bool>("--json") { Description = "Write one JSON object about the run to the standard output" };
        var command = new Command(Name, "Restores one picture and ends.")
        {
            task, input, output, mask, maskKnown, guide, reference, preset, set, iterations, seed, seeds, spread, threads, json,
        };
        command.SetAction((parsed, cancellationToken) => RestoreProgram.RunAsync(
            () => new RestoreOrder
            {
                Task = parsed.GetRequiredValue(task),
                Input = parsed.GetRequiredValue(input),
                Output = parsed.GetRequiredValue(output),
                Mask = parsed.GetValue(mask),
                MaskMarksKnown = parsed.GetValue(maskKnown),
                Guide = parsed.GetValue(guide),
                Reference = parsed.GetValue(reference),
                Preset = parsed.GetRequiredValue(preset),
                Parameters = Parameters(parsed.GetRequiredValue(set), ("iterations", parsed.GetValue(iterations)), ("seeds", parsed.GetValue(seeds))),
                Seed = parsed.GetValue(seed),
                Spread = parsed.GetValue(spread),
                Threads = parsed.GetValue(threads),
                WritesJson = parsed.GetValue(json),
            },
            cancellationToken));
        return command;
    }

    /// <exception cref="BadArgumentException">A value is not of the form name=value.</exception>
    private static Dictionary<string, string> Parameters(string[] assignments, params ReadOnlySpan<(string Name, int? Value)> shorthands)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var split = assignment.IndexOf('=', StringComparison.Ordinal);
            if (split < 1)
            {
                throw new BadArgumentException($"--set takes name=value; it was “{assignment}”.");
            }

            values[assignment[..split]] = assignment[(split + 1)..];
        }

        foreach (var (name, value) in shorthands)
        {
            if (value is { } count)
            {
                values[name] = count.ToString(CultureInfo.InvariantCulture);
            }
        }

        return values;
    }
}
