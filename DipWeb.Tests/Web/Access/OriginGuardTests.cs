using System.Net;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Access;

public sealed class OriginGuardTests(WebServer server) : IClassFixture<WebServer>
{
    [Theory]
    [InlineData("http://evil.test")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Delete_ForeignOrigin_Is403(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/images/0") { Headers = { { "Origin", origin } } };

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((403, "origin.refused"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Post_CrossSiteWithoutOrigin_Is403()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/hubs/jobs")]
    [InlineData("/_blazor")]
    [InlineData("/_blazor/negotiate")]
    public async Task Get_HubFromForeignOrigin_Is403(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", "http://evil.test" } } };

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Delete_OwnOrigin_Passes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/images/0")
        {
            Headers = { { "Origin", server.Address.GetLeftPart(UriPartial.Authority) } },
        };

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal("image.unknown", problem.Code);
    }

    [Fact]
    public async Task Get_ForeignHost_Is400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live") { Headers = { Host = "evil.test" } };

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Get_AnyPage_CarriesTheHeaders()
    {
        using var first = await server.Client.GetAsync("/healthz/live", TestContext.Current.CancellationToken);
        using var second = await server.Client.GetAsync("/healthz/live", TestContext.Current.CancellationToken);
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.NotEqual(policy, second.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("same-origin", first.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", first.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
    }
}
