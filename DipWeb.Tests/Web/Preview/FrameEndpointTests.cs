using System.Net.Http.Json;
using DipWeb.Jobs;
using DipWeb.Preview;
using DipWeb.Tests.TestKit;
using NetVips;

namespace DipWeb.Tests.Web.Preview;

[Collection(WithFinishedRuns.Name)]
public sealed class FrameEndpointTests(FinishedRuns runs)
{
    private readonly HttpClient _http = runs.Jobs.Http;
    private readonly string _frames = $"/api/jobs/{runs.Colour.Id}/frames";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_FinishedRun_NamesTheKeptIterationsInOrder()
    {
        var frames = await _http.GetFromJsonAsync<List<FrameView>>(_frames, Token) ?? [];

        Assert.Equal(Enumerable.Range(1, FinishedRuns.Iterations), frames.Select(frame => frame.Iteration));
    }

    [Theory]
    [InlineData("latest", 64)]
    [InlineData("best", 64)]
    [InlineData("best?size=32", 32)]
    [InlineData("7", 64)]
    [InlineData("7?size=32", 32)]
    public async Task Get_Frame_IsAJpegOfTheAskedSize(string name, int side)
    {
        using var response = await _http.GetAsync($"{_frames}/{name}", Token);
        using var image = Image.NewFromBuffer(await response.Content.ReadAsByteArrayAsync(Token));

        Assert.Equal("image/jpeg", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((side, side, 3), (image.Width, image.Height, image.Bands));
        Assert.Equal(!name.StartsWith('7'), response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("13", 404, "frame.none")]
    [InlineData("0", 404, "frame.none")]
    [InlineData("7?size=0", 422, "param.range")]
    [InlineData("best?size=5000", 422, "param.range")]
    [InlineData("newest", 404, "not_found")]
    public async Task Get_FrameThatIsNotThere_IsAProblem(string name, int status, string code)
    {
        using var response = await _http.GetAsync($"{_frames}/{name}", Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Get_JobThatWaits_HasNoFrames()
    {
        var blocking = await runs.Jobs.DenoiseAsync(runs.Colour.ImageId, JobClient.Endless);
        var waiting = await runs.Jobs.DenoiseAsync(runs.Colour.ImageId, JobClient.Endless);

        var frames = await _http.GetFromJsonAsync<List<FrameView>>($"/api/jobs/{waiting.Id}/frames", Token);
        using var latest = await _http.GetAsync($"/api/jobs/{waiting.Id}/frames/latest", Token);
        var problem = await ProblemReply.ReadAsync(latest);
        await runs.Jobs.MoveAsync(waiting.Id, "cancel");
        await runs.Jobs.MoveAsync(blocking.Id, "cancel");
        await runs.Jobs.WaitForAsync(blocking.Id, JobState.Cancelled);

        Assert.Equal([], frames);
        Assert.Equal((404, "frame.none"), (problem.Status, problem.Code));
    }
}
