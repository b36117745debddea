using System.Collections.Concurrent;
using System.Diagnostics;

namespace DipWeb.Tests.TestKit;

/// <summary>A server in a process of its own, as people start it, so that a test can kill it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Mark = "Now listening on: ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, data) => Hear(data.Data);
        _process.ErrorDataReceived += (_, data) => Hear(data.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public HttpClient Client { get; private set; } = new();

    /// <summary>Everything it has written, the log above all.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="dataDirectory">Its data directory.</param>
    /// <param name="arguments">More command line arguments.</param>
    public static async Task<ServerProcess> StartAsync(string dataDirectory, params string[] arguments)
    {
        var start = BuiltProgram.Command(
            ["--Urls", "http://127.0.0.1:0", "--Storage:DataDirectory", dataDirectory, "--Storage:MinimumFreeBytes", "0",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information", .. arguments]);
        var server = new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException("The server did not start."));
        var ended = server._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(server._address.Task, ended).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(server._address.Task.IsCompleted, $"The server ended before it listened:\n{server.Output}");
        server.Client = new HttpClient { BaseAddress = new Uri(await server._address.Task) };
        return server;
    }

    /// <summary>Ends it without a word of warning, and only it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks it to end, as a service manager does, and returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await ComputeProcesses.SignalAsync(Id, "TERM");
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at)
        {
            _address.TrySetResult(line[(at + Mark.Length)..].Trim());
        }
    }
}
