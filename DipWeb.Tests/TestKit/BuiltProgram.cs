using System.Diagnostics;

namespace DipWeb.Tests.TestKit;

/// <summary>The program as it was built, to be started as people start it.</summary>
internal static class BuiltProgram
{
    private static readonly string Path = Find();

    /// <summary>What the runtime is told when the program starts, as JSON.</summary>
    public static string RuntimeConfiguration => File.ReadAllText(System.IO.Path.ChangeExtension(Path, ".runtimeconfig.json"));

    /// <summary>A process of the program that does not yet run. What this test process was told by its environment does not reach it.</summary>
    public static ProcessStartInfo Command(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments])
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
