using System.Diagnostics;
using System.Globalization;

namespace DipWeb.Compute;

/// <summary>How to start this program as a compute process.</summary>
internal static class ComputeCommand
{
    /// <summary>The hidden command of the program.</summary>
    public const string Name = "compute";

    private const string Nice = "/usr/bin/nice";

    public static ProcessStartInfo Create(ComputeOptions options)
    {
        var assembly = typeof(Program).Assembly.Location;
        string[] command = assembly.Length > 0 ? [Host(), assembly, Name] : [Environment.ProcessPath ?? "DipWeb", Name];
        if (options.Niceness > 0 && File.Exists(Nice))
        {
            // Set before the first thread exists, so that every thread of the process has it.
            command = [Nice, "-n", options.Niceness.ToString(CultureInfo.InvariantCulture), .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in TunedEnvironment.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Host()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } told && File.Exists(told))
        {
            return told;
        }

        return Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet";
    }
}
