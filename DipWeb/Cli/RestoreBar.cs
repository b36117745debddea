using System.Globalization;
using DipWeb.Jobs;
using Spectre.Console;

namespace DipWeb.Cli;

/// <summary>The progress bar, on the standard error and on terminals alone.</summary>
internal static class RestoreBar
{
    public static async Task<RunOutcome> ShowAsync(Func<Func<RunProgress, Task<bool>>, Task<RunOutcome>> run)
    {
        if (Console.IsErrorRedirected)
        {
            return await run(_ => Task.FromResult(true));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask("starting");
                return run(progress =>
                {
                    Show(bar, progress);
                    return Task.FromResult(true);
                });
            });
    }

    private static void Show(ProgressTask bar, RunProgress progress)
    {
        bar.MaxValue = progress.Iterations;
        bar.Value = progress.Iteration;
        var psnr = progress.Psnr is { } decibels ? string.Create(CultureInfo.InvariantCulture, $", {decibels:F2} dB") : "";
        bar.Description = string.Create(
            CultureInfo.InvariantCulture, $"{progress.Iteration}/{progress.Iterations}, {progress.IterationsPerSecond:F1} it/s{psnr}");
    }
}
