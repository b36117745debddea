using DipWeb.Tests.TestKit;
using Microsoft.Playwright;

namespace DipWeb.Tests.Browser;

/// <summary>The browser and the application it looks at, started once for all browser tests.</summary>
public sealed class BrowserSite : IAsyncLifetime
{
    private readonly Chromium _chromium = new();

    public WebServer Server { get; } = new();

    public ValueTask InitializeAsync() => _chromium.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>A fresh profile; skips the test where there is no browser.</summary>
    internal async Task<BrowserVisit> VisitAsync(BrowserNewContextOptions? options = null) =>
        new(await _chromium.OpenAsync(Server.Address.ToString(), options));
}
