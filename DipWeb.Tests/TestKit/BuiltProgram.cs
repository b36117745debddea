using System.Diagnostics;

namespace DipWeb.Tests.TestKit;

/// <summary>The program as it was built, to be started as people start it.</summary>
internal static class BuiltProgram
{
    private static readonly string Path = Find();

    /// <summary>What the runtime is told when the program starts, as JSON.</summary>
    public static string RuntimeConfiguration => File.ReadAllText(System.IO.Path.ChangeExtension(Path, ".runtimeconfig.json"));

    /// <summary>A process of the program that does not yet run. What this test process was told by its environment does not reach it.</summary>
    /// <remarks>Shells let what they start in the background ignore interrupts, and every process below inherits that: GNU env takes it back.</remarks>
    public static ProcessStartInfo Command(params string[] arguments)
    {
        string[] command = [.. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : Array.Empty<string>(), "dotnet", Path, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    /// <summary>The program beside these tests: same configuration, its own folder.</summary>
    private static string Find()
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var path = System.IO.Path.Combine(SourceTree.Root, "artifacts", "bin", "DipWeb", tests.Name, "DipWeb.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"The program is not built: {path}");
    }
}
