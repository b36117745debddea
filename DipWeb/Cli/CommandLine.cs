using System.CommandLine;
using DipWeb.Compute;

namespace DipWeb.Cli;

/// <summary>The program without a server: restoring one picture from a shell, and the hidden command of the compute process.</summary>
internal static class CommandLine
{
    /// <summary>Whether the arguments ask for a command; if not, the server starts.</summary>
    public static bool Handles(string[] args) => args is [RestoreCommand.Name or ComputeCommand.Name, ..];

    /// <summary>Runs the command and returns the exit code.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Restores one picture from nothing but that picture.");
        root.Subcommands.Add(RestoreCommand.Create());
        var compute = new Command(ComputeCommand.Name) { Hidden = true };
        compute.SetAction((_, _) => ComputeChild.ServeAsync());
        root.Subcommands.Add(compute);

        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            Console.Error.WriteLine(error.Message);
            return Task.FromResult(ExitCode.BadInput);
        }

        // The restoration handles Ctrl-C itself: it still has a picture to write.
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
