using System.Globalization;
using System.Net.Http.Json;
using DipWeb.Engine.Specs;
using DipWeb.Jobs;
using DipWeb.Results;
using DipWeb.Tests.TestKit;
using NetVips;

namespace DipWeb.Tests.Web.Jobs;

/// <summary>Every task from its request to its result, by the processes that compute for people.</summary>
public sealed class TaskRunTests(TaskRuns runs) : IClassFixture<TaskRuns>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tasks => [.. TaskCatalog.All.Select(task => task.Id)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task Submit_EveryTask_ComesToItsEndAndTakesTheMaskThatItWants(string id)
    {
        var task = TaskCatalog.Find(id);

        var job = await runs.EndOfAsync(id);
        using var result = Image.NewFromBuffer(await runs.Jobs.GetResultAsync(job.Id));

        Assert.Equal((JobState.Completed, null), (job.State, job.Error?.Message));
        Assert.Equal((TaskRuns.Iterations, TaskRuns.Iterations), (job.Iteration, job.Iterations));
        Assert.Equal((job.Width, job.Height), (result.Width, result.Height));
        Assert.Equal(task.Mask != Use.None, job.MaskId is not null);
        Assert.Equal(task.Guide != Use.None, job.GuideId is not null);
        Assert.InRange(job.HoleShare ?? -1, task.Mask == Use.None ? 0 : SmallPictures.HoleShare, 1);
        Assert.Equal(id is "denoise" or "restore", job.Noise is >= 0 and < 255); // the other tasks do not look at it
    }

    [Fact]
    public async Task Submit_RunThatAStopRuleEnds_SaysWhatItFoundAndWhy()
    {
        var submitted = await SubmitAsync("denoise", new()
        {
            ["iterations"] = "4000", ["twoViews"] = "0", ["stopRule"] = "holdOut", ["holdOut"] = "0.1", ["patience"] = "1", ["noise"] = "5", ["learningRate"] = "0.02", ["averaging"] = "0",
        });

        var job = await runs.EndAsync(submitted);
        var curve = await runs.Jobs.Http.GetFromJsonAsync<CurveView>($"/api/jobs/{job.Id}/curve", Token) ?? throw new InvalidOperationException("No curve.");

        Assert.Equal((JobState.Completed, "converged"), (job.State, job.StopReason));
        Assert.True(job.BestIteration < job.Iteration && job.Iteration < 4000, $"Best {job.BestIteration} of {job.Iteration}.");
        Assert.Equal(5, job.Noise ?? 0, precision: 6);
        Assert.Equal(0, job.HoleShare);
        Assert.InRange(job.EstimatedPsnr ?? 0, 10, 60);
        Assert.All((int[])[curve.Score.Count, curve.EstimatedPsnr.Count], count => Assert.Equal(curve.Iteration.Count, count));
        Assert.Contains(curve.Score, score => score > 0);
        Assert.Contains(curve.EstimatedPsnr, decibels => decibels > 5);
    }

    [Fact]
    public async Task Spread_OfTwoSeeds_IsAHeatMapAndTheNumbersBehindIt()
    {
        var job = await runs.EndAsync(await SubmitAsync("denoise", new() { ["iterations"] = "3", ["seeds"] = "2", ["twoViews"] = "0" }));

        using var heat = await runs.Jobs.Http.GetAsync($"/api/jobs/{job.Id}/spread", Token);
        using var tiff = await runs.Jobs.Http.GetAsync($"/api/jobs/{job.Id}/spread?format=tiff", Token);
        using var map = Image.NewFromBuffer(await heat.Content.ReadAsByteArrayAsync(Token));
        using var numbers = Image.NewFromBuffer(await tiff.Content.ReadAsByteArrayAsync(Token));
        var scale = double.Parse(heat.Headers.GetValues(ResultEndpoints.ScaleHeader).Single(), CultureInfo.InvariantCulture);

        Assert.Equal((JobState.Completed, 6), (job.State, job.Iterations));
        Assert.Equal(("image/png", "image/tiff"), (heat.Content.Headers.ContentType?.MediaType, tiff.Content.Headers.ContentType?.MediaType));
        Assert.Equal((SmallPictures.Side, SmallPictures.Side, 3, Enums.BandFormat.Uchar), (map.Width, map.Height, map.Bands, map.Format));
        Assert.Equal((SmallPictures.Side, SmallPictures.Side, 1, Enums.BandFormat.Float), (numbers.Width, numbers.Height, numbers.Bands, numbers.Format));
        Assert.InRange(scale, numbers.Avg(), numbers.Max());
    }

    [Fact]
    public async Task Spread_ThatIsNotThere_IsAProblem()
    {
        var job = await runs.EndOfAsync("denoise");

        using var none = await runs.Jobs.Http.GetAsync($"/api/jobs/{job.Id}/spread", Token);
        using var odd = await runs.Jobs.Http.GetAsync($"/api/jobs/{job.Id}/spread?format=png", Token);
        var (missing, format) = (await ProblemReply.ReadAsync(none), await ProblemReply.ReadAsync(odd));

        Assert.Equal((404, "spread.none"), (missing.Status, missing.Code));
        Assert.Equal((422, "param.choice"), (format.Status, format.Code));
    }

    [Fact]
    public async Task Extend_SeveralSeeds_Is409()
    {
        var job = await runs.EndAsync(await SubmitAsync("denoise.fast", new() { ["iterations"] = "2", ["seeds"] = "2" }));

        using var response = await runs.Jobs.ExtendAsync(job.Id, """{"iterations":5}""");
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((409, "job.state"), (problem.Status, problem.Code));
    }

    private async Task<JobView> SubmitAsync(string task, Dictionary<string, string> parameters) => await runs.Jobs.SubmitAsync(new JobRequest
    {
        ImageId = await runs.Jobs.AddImageAsync(SmallPictures.Noisy()), Task = task, Preset = "preview", Seed = 1, Parameters = parameters,
    });
}
