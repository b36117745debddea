using System.Diagnostics;
using System.Globalization;

namespace DipWeb.Tests.TestKit;

/// <summary>The compute processes of a server, as the operating system sees them, and signals for them.</summary>
internal static class ComputeProcesses
{
    private const string Root = "/proc";

    /// <summary>Skips the test where processes cannot be looked at like this.</summary>
    public static void SkipUnlessVisible() => Assert.SkipUnless(Directory.Exists($"{Root}/self"), "This machine does not show its processes as files.");

    /// <summary>The living compute processes that this process started.</summary>
    public static List<int> Of(int parent) =>
        [.. Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path)).Where(name => name.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture)).Where(id => ParentOf(id) == parent && CommandOf(id) is [.., "compute"])];

    /// <summary>Waits for the one compute process of a server.</summary>
    public static async Task<int> OnlyOneOfAsync(int parent) =>
        (await Eventually.GetAsync(() => Task.FromResult(Of(parent)), ids => ids.Count == 1)).Single();

    public static bool IsAlive(int id) => ParentOf(id) is not null;

    /// <summary>The environment that a process was started with.</summary>
    public static string[] EnvironmentOf(int id) => Words($"{Root}/{id}/environ");

    /// <summary>How much a process gives way to others.</summary>
    public static int NicenessOf(int id) => int.Parse(Stat(id)![16], CultureInfo.InvariantCulture); // the caller knows that it lives

    /// <summary>Ends a process as the kernel does when memory runs out.</summary>
    public static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    /// <summary>Sends a signal by its short name: INT, TERM, STOP.</summary>
    public static async Task SignalAsync(int id, string signal)
    {
        using var sender = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {id}")]);
        await sender.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, sender.ExitCode);
    }

    /// <returns>Null when the process is gone, or dead and only waiting to be buried.</returns>
    private static int? ParentOf(int id) => Stat(id) is { } stat && stat[0] != "Z" ? int.Parse(stat[1], CultureInfo.InvariantCulture) : null;

    private static string[] CommandOf(int id) => Words($"{Root}/{id}/cmdline");

    /// <summary>The fields after the name, which alone may hold blanks.</summary>
    private static string[]? Stat(int id) => Read($"{Root}/{id}/stat") is { Length: > 0 } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string[] Words(string path) => Read(path).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended meanwhile, or is not ours
        }
    }
}
