using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Health;

public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_FreshServer_IsHealthy()
    {
        await using var server = new WebServer();

        using var live = await server.Client.GetAsync("/healthz/live", Token);
        using var ready = await server.Client.GetAsync("/healthz/ready", Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
        var checks = (await ready.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("checks");
        Assert.Equal("Healthy", checks.GetProperty("database").GetString());
        Assert.Equal("Healthy", checks.GetProperty("dataDirectory").GetString());
        Assert.Matches("^(CPU, [0-9]+ threads?|CUDA)$", checks.GetProperty("compute").GetString());
    }

    [Fact]
    public async Task Ready_FullDisk_Is503WhileLiveStays200()
    {
        await using var server = new WebServer(new Dictionary<string, string> { ["Storage:MinimumFreeBytes"] = long.MaxValue.ToString(CultureInfo.InvariantCulture) });

        using var live = await server.Client.GetAsync("/healthz/live", Token);
        using var ready = await server.Client.GetAsync("/healthz/ready", Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Contains("disk is full", await ready.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }
}
