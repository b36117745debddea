using System.Net;
using System.Text.RegularExpressions;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.App;

/// <summary>What a browser gets from the program as it was built, in both environments that people start it in.</summary>
public sealed partial class ServedFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Get_OneFileOfEachKind_HasItsRealBytesAndPagesHaveTheirPolicy(string environment)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, "--environment", environment);

        foreach (var (extension, contentType) in new[]
            {
                ("js", "text/javascript"), ("css", "text/css"), ("svg", "image/svg+xml"), ("png", "image/png"), ("jpg", "image/jpeg"), ("json", "application/json"),
            })
        {
            await AssertServedAsync(server.Client, extension, contentType);
        }

        await AssertPolicyAsync(server.Client, "/");
    }

    private static async Task AssertServedAsync(HttpClient client, string extension, string contentType)
    {
        var root = Path.Combine(SourceTree.Root, "wwwroot-assets");
        var file = Directory.EnumerateFiles(root, "*." + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var url = "/" + Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/');

        var stored = await File.ReadAllBytesAsync(file, Token);
        using var response = await client.GetAsync(url, Token);
        var bytes = await response.Content.ReadAsByteArrayAsync(Token);

        Assert.True((int)response.StatusCode == 200 && response.Content.Headers.ContentType?.MediaType == contentType, $"{url}: {response.StatusCode}, {response.Content.Headers.ContentType}");
        Assert.True(bytes.SequenceEqual(stored), $"{url}: {bytes.Length} bytes");
        Assert.NotEmpty(bytes);
    }

    private static async Task AssertPolicyAsync(HttpClient client, string page)
    {
        using var response = await client.GetAsync(page, Token);
        var html = await response.Content.ReadAsStringAsync(Token);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Equal((200, "text/html"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-eval'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var nonce = Nonce().Match(policy).Groups["value"].Value;
        Assert.NotEmpty(nonce);
        Assert.All(InlineScript().Matches(html), script => Assert.Contains(nonce, WebUtility.HtmlDecode(script.Value), StringComparison.Ordinal));
    }

    [GeneratedRegex("'nonce-(?<value>[^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>")]
    private static partial Regex InlineScript();
}
