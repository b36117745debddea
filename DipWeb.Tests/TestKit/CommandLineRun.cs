using System.Diagnostics;

namespace DipWeb.Tests.TestKit;

/// <summary>One run of the program from a shell: what it said, and how it ended.</summary>
internal sealed record CommandLineRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines of the standard error that hold something.</summary>
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs the restore command to its end.</summary>
    public static Task<CommandLineRun> RestoreAsync(params string[] arguments) => RestoreAsync(arguments, _ => Task.CompletedTask);

    /// <summary>Runs the restore command to its end, with something happening meanwhile.</summary>
    /// <param name="arguments">What follows the word restore.</param>
    /// <param name="meanwhile">Receives the number of the process.</param>
    public static async Task<CommandLineRun> RestoreAsync(string[] arguments, Func<int, Task> meanwhile)
    {
        using var process = Process.Start(BuiltProgram.Command(["restore", .. arguments])) ?? throw new InvalidOperationException("The program did not start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await meanwhile(process.Id);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            return new CommandLineRun(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
