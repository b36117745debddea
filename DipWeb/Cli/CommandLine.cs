using System.CommandLine;
using DipWeb.Compute;

namespace DipWeb.Cli;

/// <summary>The program without a server: restoring one picture from a shell, and the hidden command of the compute process.</summary>
internal static class CommandLine
{
    /// <summary>Whether the arguments ask for a command, or for one that there is not; if neither, they are settings of the server, which starts.</summary>
    public static bool Handles(string[] args) => args is [var first, ..] && (first is "--help" or "-h" or "-?" or "--version" || IsWord(first));

    /// <summary>Runs the command and returns the exit code.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Restores a picture from nothing but that picture. Without a command the web server starts; its settings are those of appsettings.json, as --Section:Key value.");
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

    /// <summary>Settings begin with a dash or a slash, or are of the form key=value.</summary>
    private static bool IsWord(string argument) => argument.Length > 0 && argument[0] is not ('-' or '/') && !argument.Contains('=', StringComparison.Ordinal);
}
