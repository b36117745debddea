using DipWeb.Jobs;
using Microsoft.AspNetCore.SignalR.Client;

namespace DipWeb.Benchmarks.Speed;

/// <summary>What a run page does: hears of news, and fetches the newest picture when the one before is there.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly HttpClient _client;
    private readonly string _jobId;
    private int _isLoading;

    private Watcher(Uri server, string jobId)
    {
        _jobId = jobId;
        _client = new HttpClient { BaseAddress = server };
        _connection = new HubConnectionBuilder().WithUrl(new Uri(server, "/hubs/jobs")).Build();
        _connection.On<JobUpdate>("Progress", _ => LoadAsync());
    }

    public static async Task<Watcher> StartAsync(Uri server, string jobId)
    {
        var watcher = new Watcher(server, jobId);
        await watcher._connection.StartAsync();
        await watcher._connection.InvokeAsync("Watch", jobId);
        return watcher;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _client.Dispose();
    }

    private async Task LoadAsync()
    {
        if (Interlocked.Exchange(ref _isLoading, 1) == 1)
        {
            return;
        }

        try
        {
            await _client.GetByteArrayAsync($"/api/jobs/{_jobId}/frames/latest");
        }
        finally
        {
            Volatile.Write(ref _isLoading, 0);
        }
    }
}
