using System.Net;
using System.Text;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Images;

public sealed class UploadRefusalTests(UploadRefusalTests.SmallServer small) : IClassFixture<UploadRefusalTests.SmallServer>
{
    private const int MaxBytes = 200_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string> Broken => new()
    {
        { "empty", 400, "image.empty" },
        { "text", 415, "image.type_unsupported" },
        { "svg", 415, "image.type_unsupported" },
        { "cut", 422, "image.truncated" },
        { "bomb", 422, "image.too_many_pixels" },
        { "large", 413, "upload.too_large" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Post_BrokenPicture_IsAProblemAndLeavesNothing(string kind, int status, string code)
    {
        using var response = await small.Server.PostFileAsync("/api/images", Bytes(kind));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((status, code), (problem.Status, problem.Code));
        Assert.DoesNotContain(small.Server.DataDirectory, problem.Detail, StringComparison.Ordinal);
        Assert.Empty(small.Server.Leftovers());
    }

    [Theory]
    [InlineData("ja", "ファイルが空です。")]
    [InlineData("en", "The file is empty.")]
    [InlineData("fr", "The file is empty.")]
    public async Task Post_EmptyFile_IsToldInTheLanguageOfTheRequest(string language, string sentence)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([]), "file", "empty.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Content = form };
        request.Headers.AcceptLanguage.ParseAdd(language);

        using var response = await small.Server.Client.SendAsync(request, Token);

        Assert.Equal(sentence, (await ProblemReply.ReadAsync(response)).Detail);
    }

    [Fact]
    public async Task Post_LargeBodyWithoutLength_StopsAtTheLimit()
    {
        using var form = new MultipartFormDataContent { { new StreamContent(new EndlessStream(MaxBytes * 4)), "file", "a.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Content = form, Headers = { TransferEncodingChunked = true } };

        using var response = await small.Server.Client.SendAsync(request, Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((413, "upload.too_large"), (problem.Status, problem.Code));
        Assert.Equal(MaxBytes, problem.Body.GetProperty("limit").GetInt32());
        Assert.Empty(small.Server.Leftovers());
    }

    [Fact]
    public async Task Post_FormWithoutFile_IsMalformed()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" } };

        using var response = await small.Server.Client.PostAsync("/api/images", form, Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((400, "form.malformed"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Post_TwoFiles_IsMalformed()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Bytes("text")), "file", "a.png" },
            { new ByteArrayContent(Bytes("text")), "file", "b.png" },
        };

        using var response = await small.Server.Client.PostAsync("/api/images", form, Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((400, "form.malformed"), (problem.Status, problem.Code));
        Assert.Empty(small.Server.Leftovers());
    }

    [Theory]
    [InlineData("no final boundary", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhalf")]
    [InlineData("no boundary at all", "half")]
    public async Task Post_CutForm_IsMalformed(string name, string body)
    {
        Assert.NotEmpty(name);
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        using var response = await small.Server.Client.PostAsync("/api/images", content, Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((400, "form.malformed"), (problem.Status, problem.Code));
        Assert.Empty(small.Server.Leftovers());
    }

    [Fact]
    public async Task Post_Json_IsNotAForm()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");

        using var response = await small.Server.Client.PostAsync("/api/images", content, Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Post_FileNameWithAPath_StaysInTheDataDirectory()
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(PngFile.Grey(32, 32, (x, _) => (byte)x)), "file", "../../etc/passwd.png");

        using var response = await small.Server.Client.PostAsync("/api/images", form, Token);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.DoesNotContain(Directory.EnumerateFiles(small.Server.DataDirectory, "*", SearchOption.AllDirectories), file => file.Contains("passwd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_FullDisk_Is507()
    {
        await using var server = new WebServer(new Dictionary<string, string> { ["Storage:MinimumFreeBytes"] = long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture) });

        using var response = await server.PostFileAsync("/api/images", PngFile.Grey(32, 32, (x, _) => (byte)x));
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((507, "storage.full"), (problem.Status, problem.Code));
    }

    private static byte[] Bytes(string kind) => kind switch
    {
        "empty" => [],
        "text" => Encoding.UTF8.GetBytes("This is no picture."),
        "svg" => Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'/>"),
        "cut" => PngFile.Colour(64, 64, (x, y, c) => (byte)((x * 7) ^ (y * 13) ^ c))[..^300],
        "bomb" => PngFile.Bomb(60_000, 60_000),
        "large" => new byte[MaxBytes + 1],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A server that takes 200 kB.</summary>
    public sealed class SmallServer : IAsyncDisposable
    {
        public WebServer Server { get; } = new(new Dictionary<string, string> { ["Images:MaxBytes"] = "200000" });

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }

    /// <summary>Zeros without a known length.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(count, _left);
            _left -= taken;
            buffer.AsSpan(offset, taken).Clear();
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
