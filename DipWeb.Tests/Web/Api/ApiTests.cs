using System.Text;
using System.Text.Json;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DipWeb.Tests.Web.Api;

public sealed class ApiTests(WebServer server) : IClassFixture<WebServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/nothing", 404, "not_found")]
    [InlineData("PUT", "/api/images", 405, "method.not_allowed")]
    public async Task Request_WithoutAnEndpoint_IsAProblem(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await server.Client.SendAsync(request, Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task OpenApi_Document_NamesTheImageEndpoints()
    {
        var document = JsonDocument.Parse(await server.Client.GetStringAsync("/openapi/v1.json", Token));

        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name);

        Assert.Subset(paths.ToHashSet(), new HashSet<string> { "/api/images", "/api/images/{id}", "/api/images/{id}/preview", "/api/masks" });
    }

    [Theory]
    [InlineData("""{"count":3}""", 200, "")]
    [InlineData("""{"count":3,"ownerId":1}""", 422, "param.unknown")]
    [InlineData("""{"count":3,"count":4}""", 400, "json.malformed")]
    [InlineData("""{"count":"3"}""", 400, "request.invalid")]
    [InlineData("""{}""", 400, "request.invalid")]
    [InlineData("""{"count":""", 400, "json.malformed")]
    [InlineData("", 400, "request.invalid")]
    public async Task Body_OddJson_IsAProblem(string body, int status, string code)
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var response = await client.PostAsync("/api/echo", new StringContent(body, Encoding.UTF8, "application/json"), Token);

        Assert.Equal(status, (int)response.StatusCode);
        if (status != 200)
        {
            Assert.Equal(code, (await ProblemReply.ReadAsync(response)).Code);
        }
    }

    [Fact]
    public async Task Fault_InAnEndpoint_TellsNothing()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var response = await client.GetAsync("/api/fault", Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((500, "server.error"), (problem.Status, problem.Code));
        Assert.DoesNotContain("secret", problem.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidSpec_InAnEndpoint_IsAProblemWithItsCode()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var response = await client.GetAsync("/api/task/no-such-task", Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((422, "task.unknown"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task FullDisk_WhileWritingARow_Is507()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var response = await client.GetAsync("/api/full", Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((507, "storage.full"), (problem.Status, problem.Code));
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        DipWeb.Api.ApiRegistration.AddApi(builder.Services);
        var app = builder.Build();
        DipWeb.Api.ApiRegistration.UseApi(app);
        app.MapPost("/api/echo", (Counter counter) => counter);
        app.MapGet("/api/fault", string () => throw new InvalidOperationException("secret"));
        app.MapGet("/api/task/{id}", (string id) => TaskCatalog.Find(id).Id);
        app.MapGet("/api/full", string () => throw new DbUpdateException("", new SqliteException("database or disk is full", 13)));
        await app.StartAsync(Token);
        return app;
    }

    private sealed record Counter
    {
        public required int Count { get; init; }
    }
}
