using System.Net.Http.Json;
using System.Text.Json;
using DipWeb.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DipWeb.Tests.TestKit;

/// <summary>The whole application on a free port of this machine with a data directory of its own. Usable as a class fixture.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;
    private readonly bool _ownsData;

    public WebServer()
        : this(new Dictionary<string, string>())
    {
    }

    /// <param name="settings">Configuration keys and values that differ from the defaults.</param>
    /// <param name="dataDirectory">A folder to take over from an earlier server; it is left behind afterwards.</param>
    internal WebServer(IReadOnlyDictionary<string, string> settings, string? dataDirectory = null)
    {
        _ownsData = dataDirectory is null;
        DataDirectory = dataDirectory ?? Directory.CreateTempSubdirectory("dipweb-server-").FullName;
        _factory = new Factory(settings, DataDirectory);
        _factory.UseKestrel(0);
        _factory.StartServer();
        Client = _factory.CreateClient();
    }

    public string DataDirectory { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _factory.Services;

    public Uri Address => _factory.ClientOptions.BaseAddress;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
        if (_ownsData)
        {
            await DeleteAsync(DataDirectory);
        }
    }

    /// <summary>A database that is being closed can put a file into the folder while it is emptied.</summary>
    private static async Task DeleteAsync(string folder)
    {
        const int Attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    /// <summary>Files that an upload left behind without being accepted.</summary>
    internal IEnumerable<string> Leftovers() =>
        Directory.EnumerateFiles(Services.GetRequiredService<DataDirectory>().Root, "*.tmp", SearchOption.AllDirectories);

    internal async Task<HttpResponseMessage> PostFileAsync(string url, byte[] bytes, params (string Name, string Value)[] texts)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(bytes), "file", "picture.png");
        foreach (var (name, value) in texts)
        {
            form.Add(new StringContent(value), name);
        }

        return await Client.PostAsync(url, form, TestContext.Current.CancellationToken);
    }

    /// <summary>Uploads a picture and returns its id.</summary>
    internal async Task<string> AddImageAsync(byte[] bytes)
    {
        using var response = await PostFileAsync("/api/images", bytes);
        response.EnsureSuccessStatusCode();
        var info = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return info.GetProperty("id").GetString() ?? "";
    }

    private sealed class Factory(IReadOnlyDictionary<string, string> settings, string dataDirectory) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Storage:DataDirectory", dataDirectory);
            builder.UseSetting("Storage:MinimumFreeBytes", "0");
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.UseSetting("AllowedHosts", "localhost;127.0.0.1;[::1]");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        }
    }
}
