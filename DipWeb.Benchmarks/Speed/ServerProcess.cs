using System.Diagnostics;

namespace DipWeb.Benchmarks.Speed;

/// <summary>The product's own server in a process of its own, on a port that is free.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Mark = "Now listening on: ";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="data">Its data directory.</param>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public static async Task<ServerProcess> StartAsync(string data)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "DipWeb.dll");
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [program, "--Urls", "http://127.0.0.1:0", "--Storage:DataDirectory", data, "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!; // starting a program yields a process
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = process.StandardOutput.ReadToEndAsync(); // or its log would fill the pipe
                return new ServerProcess(process, new Uri(line[(at + Mark.Length)..].Trim()));
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
