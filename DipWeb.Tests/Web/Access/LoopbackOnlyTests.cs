using System.Net;
using DipWeb.Access;
using DipWeb.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace DipWeb.Tests.Web.Access;

public sealed class LoopbackOnlyTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    public async Task Start_PublicAddress_IsRefused(string url)
    {
        await using var app = Build(url, allowPublic: false);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Access:AllowPublic", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", false)]
    [InlineData("http://[::1]:0", false)]
    [InlineData("http://0.0.0.0:0", true)]
    public async Task Start_LoopbackOrAllowed_Answers(string url, bool allowPublic)
    {
        await using var app = Build(url, allowPublic);
        app.MapGet("/", () => "here");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();

        using var response = await client.GetAsync(app.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private static WebApplication Build(string url, bool allowPublic)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Configuration["Access:AllowPublic"] = allowPublic.ToString();
        builder.Services.AddAccess();
        return builder.Build();
    }
}
