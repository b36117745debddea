using System.Net.Http.Json;
using System.Text.Json;
using DipWeb.Jobs;
using DipWeb.Tests.TestKit;
using NetVips;

namespace DipWeb.Tests.Web.Results;

[Collection(WithFinishedRuns.Name)]
public sealed class ResultEndpointTests(FinishedRuns runs)
{
    private readonly HttpClient _http = runs.Jobs.Http;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("png", "image/png", "png", Enums.BandFormat.Uchar)]
    [InlineData("png16", "image/png", "png", Enums.BandFormat.Ushort)]
    [InlineData("tiff16", "image/tiff", "tif", Enums.BandFormat.Ushort)]
    [InlineData("jpeg", "image/jpeg", "jpg", Enums.BandFormat.Uchar)]
    [InlineData("webp", "image/webp", "webp", Enums.BandFormat.Uchar)]
    public async Task Result_EveryFormat_DecodesToTheSizeAndDepth(string format, string contentType, string extension, Enums.BandFormat depth)
    {
        using var response = await _http.GetAsync($"/api/jobs/{runs.Colour.Id}/result?format={format}", Token);
        using var image = Image.NewFromBuffer(await response.Content.ReadAsByteArrayAsync(Token));

        Assert.Equal((200, contentType), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal((SmallPictures.Side, SmallPictures.Side, 3, depth), (image.Width, image.Height, image.Bands, image.Format));
        Assert.Equal(("attachment", $"inpaint-{runs.Colour.Id[..8]}.{extension}"),
            (response.Content.Headers.ContentDisposition?.DispositionType, response.Content.Headers.ContentDisposition?.FileName));
    }

    [Fact]
    public async Task Result_EightBitsInpainted_EqualsTheInputOutsideTheMask() =>
        await AssertOnlyTheHoleChangedAsync<byte>(SmallPictures.Waves(), $"/api/jobs/{runs.Colour.Id}/result", channels: 3);

    [Fact]
    public async Task Result_SixteenBitsInpainted_EqualsTheInputOutsideTheMask() =>
        await AssertOnlyTheHoleChangedAsync<ushort>(SmallPictures.Waves16(), $"/api/jobs/{runs.Deep.Id}/result?format=png16", channels: 1);

    [Fact]
    public async Task Result_SixteenBitsAsTiff_EqualsTheInputOutsideTheMask() =>
        await AssertOnlyTheHoleChangedAsync<ushort>(SmallPictures.Waves16(), $"/api/jobs/{runs.Deep.Id}/result?format=tiff16", channels: 1);

    [Fact]
    public async Task Result_KeptIteration_EqualsTheInputOutsideTheMask() =>
        await AssertOnlyTheHoleChangedAsync<byte>(SmallPictures.Waves(), $"/api/jobs/{runs.Colour.Id}/result?iteration=4", channels: 3);

    [Fact]
    public async Task Result_WithoutAnIteration_IsTheBestOne()
    {
        var result = await runs.Jobs.GetResultAsync(runs.Colour.Id);

        Assert.Equal(result, await _http.GetByteArrayAsync($"/api/jobs/{runs.Colour.Id}/result?iteration={runs.Colour.BestIteration}", Token));
        Assert.NotEqual(result, await _http.GetByteArrayAsync($"/api/jobs/{runs.Colour.Id}/result?iteration=1", Token));
    }

    [Theory]
    [InlineData("format=bmp", 422, "param.choice")]
    [InlineData("format=PNG", 422, "param.choice")]
    [InlineData("iteration=4000", 404, "frame.none")]
    [InlineData("iteration=-1", 404, "frame.none")]
    [InlineData("iteration=one", 400, "request.invalid")]
    public async Task Result_OddQuestion_IsAProblem(string query, int status, string code)
    {
        using var response = await _http.GetAsync($"/api/jobs/{runs.Colour.Id}/result?{query}", Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Result_JobThatHasNone_Is404()
    {
        var job = await runs.Jobs.DenoiseAsync(runs.Colour.ImageId, JobClient.Endless);

        using var early = await _http.GetAsync($"/api/jobs/{job.Id}/result", Token);
        using var best = await _http.GetAsync($"/api/jobs/{job.Id}/frames/best", Token);
        await runs.Jobs.MoveAsync(job.Id, "cancel");
        await runs.Jobs.WaitForAsync(job.Id, JobState.Cancelled);
        using var late = await _http.GetAsync($"/api/jobs/{job.Id}/result", Token);

        Assert.Equal((404, "result.none"), (await ReadAsync(early)));
        Assert.Equal((404, "frame.none"), (await ReadAsync(best)));
        Assert.Equal((404, "result.none"), (await ReadAsync(late)));
    }

    [Fact]
    public async Task Curve_FinishedRun_HasArraysOfOneLengthInOrder()
    {
        var curve = await _http.GetFromJsonAsync<JsonElement>($"/api/jobs/{runs.Colour.Id}/curve", Token);

        var iterations = curve.GetProperty("iteration").EnumerateArray().Select(value => value.GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(1, FinishedRuns.Iterations), iterations);
        Assert.All((string[])["loss", "psnr", "ssim"], name => Assert.Equal(iterations.Count, curve.GetProperty(name).GetArrayLength()));
        Assert.All(curve.GetProperty("loss").EnumerateArray(), loss => Assert.True(loss.GetDouble() > 0));
        Assert.All(curve.GetProperty("psnr").EnumerateArray(), psnr => Assert.InRange(psnr.GetDouble(), 5, 100));
        Assert.All(curve.GetProperty("ssim").EnumerateArray(), ssim => Assert.InRange(ssim.GetDouble(), -1, 1));
    }

    [Fact]
    public void View_FinishedRun_SaysWhatTheContractPromises()
    {
        Assert.Equal((FinishedRuns.Iterations, FinishedRuns.Iterations, "iterationBudget"), (runs.Colour.Iteration, runs.Colour.BestIteration, runs.Colour.StopReason));
        Assert.Equal((3, "preview", "inpaint"), (runs.Colour.Seed, runs.Colour.Preset, runs.Colour.Task));
        Assert.True(runs.Colour is { Psnr: > 5, Ssim: > 0, Loss: > 0, ElapsedSeconds: > 0, Error: null, Network: not null, Device: not null, FinishedAt: not null });
    }

    private static async Task<(int Status, string Code)> ReadAsync(HttpResponseMessage response)
    {
        var problem = await ProblemReply.ReadAsync(response);
        return (problem.Status, problem.Code);
    }

    /// <summary>Sample by sample: the same outside the hole, and something made up within it.</summary>
    private async Task AssertOnlyTheHoleChangedAsync<T>(byte[] input, string url, int channels)
        where T : unmanaged
    {
        using var before = Image.NewFromBuffer(input);
        using var after = Image.NewFromBuffer(await _http.GetByteArrayAsync(url, Token));
        var (were, are) = (before.WriteToMemory<T>(), after.WriteToMemory<T>());

        Assert.Equal((before.Format, channels, were.Length), (after.Format, after.Bands, are.Length));
        var changed = Enumerable.Range(0, were.Length).Where(i => !were[i].Equals(are[i])).Select(i => i / channels).ToList();
        Assert.NotEmpty(changed);
        Assert.All(changed, pixel => Assert.True(SmallPictures.IsHole(pixel % before.Width, pixel / before.Width), $"pixel {pixel % before.Width}, {pixel / before.Width}"));
    }
}
