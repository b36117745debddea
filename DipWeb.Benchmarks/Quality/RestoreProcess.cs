using System.Diagnostics;
using System.Text.Json;

namespace DipWeb.Benchmarks.Quality;

/// <summary>The product's own restore command, run as a person runs it.</summary>
internal static class RestoreProcess
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>Restores and waits for the end.</summary>
    /// <param name="arguments">What follows “restore”.</param>
    /// <exception cref="InvalidOperationException">The command failed; the message is its own, or its exit code if it had none.</exception>
    public static async Task<RestoreFigures> RunAsync(IEnumerable<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "DipWeb.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "restore", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!; // starting a program yields a process
        var complaint = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        const int Interrupted = 130; // and the best so far was written
        if (process.ExitCode != 0 && (process.ExitCode != Interrupted || answer.Length == 0))
        {
            var words = (await complaint).Trim();
            throw new InvalidOperationException(words.Length > 0 ? words : $"the restore command ended with the code {process.ExitCode}");
        }

        return JsonSerializer.Deserialize<RestoreFigures>(answer, Format)!; // the command wrote one object
    }
}
