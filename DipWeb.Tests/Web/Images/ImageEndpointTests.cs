using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DipWeb.Storage;
using DipWeb.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;

namespace DipWeb.Tests.Web.Images;

public sealed class ImageEndpointTests(WebServer server) : IClassFixture<WebServer>
{
    private const string Unknown = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_Picture_IsCreatedAndComesBackByteForByte()
    {
        var bytes = Picture(64, 48);

        using var response = await server.PostFileAsync("/api/images", bytes);
        var info = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        var stored = await server.Client.GetByteArrayAsync(response.Headers.Location, Token);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Matches("^[0-9a-f]{32}$", info.GetProperty("id").GetString());
        Assert.Equal(
            """{"width":64,"height":48,"channels":3,"bitDepth":8,"format":"png","hasAlpha":false,"notes":[]}""",
            "{" + info.GetRawText()[(info.GetRawText().IndexOf(',', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(bytes, stored);
    }

    [Fact]
    public async Task Info_StoredPicture_EqualsTheFirstAnswer()
    {
        using var response = await server.PostFileAsync("/api/images", PngFile.ColourAlpha(40, 40, (x, _, _) => (byte)x));
        var first = await response.Content.ReadAsStringAsync(Token);
        var location = response.Headers.Location?.ToString();

        var second = await server.Client.GetStringAsync($"{location}/info", Token);

        Assert.Equal(first, second);
        Assert.Contains("Transparency", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Picture_MayBeKeptAndIsNeverSniffed()
    {
        var id = await server.AddImageAsync(Picture(32, 32));

        using var response = await server.Client.GetAsync($"/api/images/{id}", Token);
        using var again = await server.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"/api/images/{id}") { Headers = { IfNoneMatch = { response.Headers.ETag! } } }, Token);

        Assert.Equal("max-age=31536000, private, immutable", response.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Preview_Size_BoundsTheLongerSide()
    {
        var id = await server.AddImageAsync(Picture(200, 100));

        using var response = await server.Client.GetAsync($"/api/images/{id}/preview?size=50", Token);
        using var image = Image.NewFromBuffer(await response.Content.ReadAsByteArrayAsync(Token));

        Assert.Equal("image/jpeg", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((50, 25), (image.Width, image.Height));
    }

    [Theory]
    [InlineData("0", 422, "param.range")]
    [InlineData("5000", 422, "param.range")]
    [InlineData("huge", 400, "request.invalid")]
    public async Task Preview_OddSize_IsAProblem(string size, int status, string code)
    {
        var id = await server.AddImageAsync(Picture(32, 32));

        using var response = await server.Client.GetAsync($"/api/images/{id}/preview?size={size}", Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Theory]
    [InlineData("/api/images/" + Unknown, "image.unknown")]
    [InlineData("/api/images/" + Unknown + "/info", "image.unknown")]
    [InlineData("/api/images/" + Unknown + "/diagnosis", "image.unknown")]
    [InlineData("/api/images/" + Unknown + "/preview", "image.unknown")]
    [InlineData("/api/images/..%2f..%2fserver.lock", "image.unknown")]
    [InlineData("/api/images/ABC", "image.unknown")]
    [InlineData("/api/masks/" + Unknown, "mask.unknown")]
    public async Task Get_UnknownId_Is404(string url, string code)
    {
        using var response = await server.Client.GetAsync(url, Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((404, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Diagnosis_LostPixels_AreNamedWithTheirEvidence()
    {
        var id = await server.AddImageAsync(PngFile.Colour(64, 64, (x, y, c) => SyntheticDamage.Uniform((64 * y) + x) < 0.5 ? (byte)0 : (byte)(90 + x + (20 * c))));

        var diagnosis = await server.Client.GetFromJsonAsync<JsonElement>($"/api/images/{id}/diagnosis", Token);
        var first = diagnosis.GetProperty("proposals")[0];

        Assert.Equal("missing", first.GetProperty("task").GetString());
        Assert.Equal("""{"lostValue":"0"}""", first.GetProperty("parameters").GetRawText());
        Assert.Equal(("share", "percent"), (first.GetProperty("evidence")[0].GetProperty("name").GetString(), first.GetProperty("evidence")[0].GetProperty("unit").GetString()));
        Assert.InRange(first.GetProperty("evidence")[0].GetProperty("value").GetDouble(), 46, 54);
        Assert.InRange(first.GetProperty("confidence").GetDouble(), 0.9, 1);
    }

    [Fact]
    public async Task Diagnosis_CleanPictureLargerThanWhatIsExamined_IsEmpty()
    {
        var id = await server.AddImageAsync(Picture(1100, 64));

        var diagnosis = await server.Client.GetStringAsync($"/api/images/{id}/diagnosis", Token);

        Assert.Equal("""{"proposals":[]}""", diagnosis);
    }

    [Fact]
    public async Task Post_Mask_ComesBackAsBlackAndWhitePng()
    {
        var imageId = await server.AddImageAsync(Picture(64, 32));

        using var response = await server.PostFileAsync("/api/masks", PngFile.Grey(64, 32, (x, _) => x < 16 ? (byte)200 : (byte)3), ("imageId", imageId));
        var info = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        using var mask = Image.NewFromBuffer(await server.Client.GetByteArrayAsync(response.Headers.Location, Token));

        Assert.Equal((HttpStatusCode.Created, 0.25), (response.StatusCode, info.GetProperty("coverage").GetDouble()));
        Assert.Equal((64, 32, 1), (mask.Width, mask.Height, mask.Bands));
        Assert.Equal((255d, 0d), (mask.Getpoint(15, 4)[0], mask.Getpoint(16, 4)[0]));
    }

    [Fact]
    public async Task Post_MaskOfAnotherSize_NamesBothSizes()
    {
        var imageId = await server.AddImageAsync(Picture(64, 32));

        using var response = await server.PostFileAsync("/api/masks", PngFile.Grey(32, 64, (_, _) => 255), ("imageId", imageId));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((422, "mask.size_mismatch"), (problem.Status, problem.Code));
        Assert.Equal(("64x32", "32x64"), (problem.Body.GetProperty("limit").GetString(), problem.Body.GetProperty("actual").GetString()));
        Assert.Empty(server.Leftovers());
    }

    [Theory]
    [InlineData(0, "mask.empty")]
    [InlineData(255, "mask.nothing_known")]
    public async Task Post_MaskWithoutHoleOrWithoutRest_IsRefused(byte value, string code)
    {
        var imageId = await server.AddImageAsync(Picture(32, 32));

        using var response = await server.PostFileAsync("/api/masks", PngFile.Grey(32, 32, (_, _) => value), ("imageId", imageId));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((422, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Post_MaskForUnknownPicture_Is404()
    {
        using var response = await server.PostFileAsync("/api/masks", PngFile.Grey(32, 32, (_, _) => 255), ("imageId", Unknown));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((404, "image.unknown"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Post_JpegMask_Is415()
    {
        var imageId = await server.AddImageAsync(Picture(32, 32));
        using var grey = Image.Black(32, 32);

        using var response = await server.PostFileAsync("/api/masks", grey.JpegsaveBuffer(), ("imageId", imageId));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((415, "image.type_unsupported"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Delete_Picture_RemovesItAndItsMasks()
    {
        var id = await server.AddImageAsync(Picture(32, 32));
        using var mask = await server.PostFileAsync("/api/masks", PngFile.Grey(32, 32, (x, _) => x > 9 ? (byte)255 : (byte)0), ("imageId", id));

        using var deleted = await server.Client.DeleteAsync($"/api/images/{id}", Token);
        using var image = await server.Client.GetAsync($"/api/images/{id}", Token);
        using var gone = await server.Client.GetAsync(mask.Headers.Location, Token);

        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (deleted.StatusCode, image.StatusCode, gone.StatusCode));
        Assert.False(Directory.Exists(Path.Combine(server.DataDirectory, "images", id)));
    }

    [Fact]
    public async Task Delete_PictureThatAnotherRowNeeds_Is409AndKeepsIt()
    {
        var id = await server.AddImageAsync(Picture(32, 32));
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AppDatabase>>().CreateDbContextAsync(Token);
        await database.Database.ExecuteSqlAsync($"CREATE TABLE Needs (ImageId TEXT REFERENCES Images (Id))", Token);
        await database.Database.ExecuteSqlAsync($"INSERT INTO Needs VALUES ({id})", Token);

        using var deleted = await server.Client.DeleteAsync($"/api/images/{id}", Token);
        var problem = await ProblemReply.ReadAsync(deleted);
        using var image = await server.Client.GetAsync($"/api/images/{id}", Token);

        Assert.Equal((409, "image.in_use"), (problem.Status, problem.Code));
        Assert.Equal(HttpStatusCode.OK, image.StatusCode);
    }

    private static byte[] Picture(int width, int height) => PngFile.Colour(width, height, (x, y, c) => (byte)(x + (2 * y) + (40 * c)));
}
