using DipWeb.Jobs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Jobs;

/// <summary>What a person can do with a job, over HTTP, with real runs in real processes.</summary>
public sealed class JobControlTests(WebServer server) : IClassFixture<WebServer>
{
    private readonly JobClient _jobs = new(server.Client);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PauseResumeStopExtend_RunningJob_GoesOnFromWhereItStood()
    {
        ComputeProcesses.SkipUnlessVisible();
        var job = await _jobs.DenoiseAsync(await _jobs.AddImageAsync(SmallPictures.Noisy()), JobClient.Endless);

        await _jobs.WaitForIterationAsync(job.Id, 5);
        await _jobs.MoveAsync(job.Id, "pause");
        var paused = await _jobs.WaitForAsync(job.Id, JobState.Paused);
        var idle = ComputeProcesses.Of(Environment.ProcessId).Count;
        await _jobs.MoveAsync(job.Id, "resume");
        var resumed = await _jobs.WaitAsync(job.Id, now => now is { State: JobState.Running, Attempt: 2 });
        await _jobs.WaitForIterationAsync(job.Id, paused.Iteration + 1);
        await _jobs.MoveAsync(job.Id, "stop");
        var stopped = await _jobs.WaitForAsync(job.Id, JobState.Completed);
        var result = await _jobs.GetResultAsync(job.Id);
        using var extend = await _jobs.ExtendAsync(job.Id, """{"iterations":7}""");
        var extended = await _jobs.WaitAsync(job.Id, now => now is { State: JobState.Completed, Attempt: 3 });

        Assert.Equal((JobDesire.Run, 1, 0), (paused.Desired, paused.Attempt, idle));
        Assert.Null(paused.FinishedAt);
        Assert.True(resumed.Iteration >= paused.Iteration, $"{resumed.Iteration} after {paused.Iteration}");
        Assert.Equal(("finished", stopped.Iteration), (stopped.StopReason, stopped.BestIteration));
        Assert.True(stopped.Iteration > paused.Iteration && stopped.ElapsedSeconds > paused.ElapsedSeconds && stopped.FinishedAt > stopped.CreatedAt);
        Assert.NotEmpty(result);
        Assert.Equal(200, (int)extend.StatusCode);
        Assert.Equal(
            (stopped.Iteration + 7, stopped.Iteration + 7, "iterationBudget"), (extended.Iteration, extended.Iterations, extended.StopReason));
        Assert.NotEqual(result, await _jobs.GetResultAsync(job.Id));
    }

    [Fact]
    public async Task Cancel_RunningJob_EndsItsProcessAndKeepsNothingToDownload()
    {
        ComputeProcesses.SkipUnlessVisible();
        var job = await _jobs.DenoiseAsync(await _jobs.AddImageAsync(SmallPictures.Waves()), JobClient.Endless);
        await _jobs.WaitForIterationAsync(job.Id, 1);
        var process = await ComputeProcesses.OnlyOneOfAsync(Environment.ProcessId);

        using var early = await server.Client.DeleteAsync($"/api/jobs/{job.Id}", Token);
        var refusal = await ProblemReply.ReadAsync(early);
        var asked = await _jobs.MoveAsync(job.Id, "cancel");
        var cancelled = await _jobs.WaitAsync(job.Id, now => now.State == JobState.Cancelled, TimeSpan.FromSeconds(5));
        using var result = await server.Client.GetAsync($"/api/jobs/{job.Id}/result", Token);
        using var deleted = await server.Client.DeleteAsync($"/api/jobs/{job.Id}", Token);
        using var gone = await server.Client.GetAsync($"/api/jobs/{job.Id}", Token);

        Assert.Equal((409, "job.state"), (refusal.Status, refusal.Code));
        Assert.True(asked is { State: JobState.Running, Desired: JobDesire.Cancel } or { State: JobState.Cancelled });
        Assert.NotNull(cancelled.FinishedAt);
        Assert.False(ComputeProcesses.IsAlive(process));
        Assert.Equal((404, 204, 404), ((int)result.StatusCode, (int)deleted.StatusCode, (int)gone.StatusCode));
        Assert.False(Directory.Exists(Path.Combine(server.DataDirectory, "jobs", job.Id)));
    }

    [Fact]
    public async Task Cancel_ProcessThatDoesNotFollow_IsEndedByForce()
    {
        ComputeProcesses.SkipUnlessVisible();
        var job = await _jobs.DenoiseAsync(await _jobs.AddImageAsync(SmallPictures.Waves()), JobClient.Endless);
        await _jobs.WaitForIterationAsync(job.Id, 1);
        var process = await ComputeProcesses.OnlyOneOfAsync(Environment.ProcessId);
        await ComputeProcesses.SignalAsync(process, "STOP");

        await _jobs.MoveAsync(job.Id, "cancel");
        var cancelled = await _jobs.WaitAsync(job.Id, now => now.State == JobState.Cancelled, TimeSpan.FromSeconds(10));

        Assert.Null(cancelled.Error);
        Assert.False(ComputeProcesses.IsAlive(process));
    }

    [Fact]
    public async Task Commands_JobThatCannotFollow_Are409AndChangeNothing()
    {
        var job = await _jobs.DenoiseAsync(await _jobs.AddImageAsync(SmallPictures.Waves()), JobClient.Endless);
        await _jobs.MoveAsync(job.Id, "cancel");
        var before = await _jobs.WaitForAsync(job.Id, JobState.Cancelled);

        foreach (var command in (string[])["pause", "resume", "stop", "cancel"])
        {
            using var response = await _jobs.CommandAsync(job.Id, command);
            var problem = await ProblemReply.ReadAsync(response);
            Assert.Equal((409, "job.state", $"The job is cancelled, so it cannot {command}."), (problem.Status, problem.Code, problem.Detail));
        }

        using var extend = await _jobs.ExtendAsync(job.Id, """{"iterations":5}""");
        Assert.Equal("job.state", (await ProblemReply.ReadAsync(extend)).Code);
        Assert.Equal(before with { Sequence = 0 }, (await _jobs.GetAsync(job.Id)) with { Sequence = 0, Parameters = before.Parameters });
    }

    [Fact]
    public async Task Everything_UnknownJob_Is404()
    {
        const string Unknown = "0123456789abcdef0123456789abcdef";
        foreach (var (method, path) in new (HttpMethod, string)[]
            {
                (HttpMethod.Get, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/pause"), (HttpMethod.Post, "/resume"), (HttpMethod.Post, "/stop"),
                (HttpMethod.Post, "/cancel"), (HttpMethod.Get, "/curve"), (HttpMethod.Get, "/frames"), (HttpMethod.Get, "/frames/latest"),
                (HttpMethod.Get, "/frames/best"), (HttpMethod.Get, "/frames/1"), (HttpMethod.Get, "/result"), (HttpMethod.Get, "/spread"),
            })
        {
            await AssertUnknownAsync(method, $"/api/jobs/{Unknown}{path}");
            await AssertUnknownAsync(method, $"/api/jobs/..%2f..%2fserver.lock{path}");
        }
    }

    [Theory]
    [InlineData("""{"iterations":0}""", 422, "param.range")]
    [InlineData("""{"iterations":-3}""", 422, "param.range")]
    [InlineData("""{"iterations":2147483647}""", 422, "param.range")]
    [InlineData("""{"iterations":"5"}""", 400, "request.invalid")]
    [InlineData("""{}""", 400, "request.invalid")]
    [InlineData("""{"iterations":5,"seed":1}""", 422, "param.unknown")]
    public async Task Extend_OddNumber_IsAProblemAndTheJobStaysCompleted(string json, int status, string code)
    {
        var job = (await _jobs.ListAsync()).FirstOrDefault(known => known.State == JobState.Completed)
            ?? await _jobs.DenoiseAsync(await _jobs.AddImageAsync(SmallPictures.Waves()), 3);
        await _jobs.WaitForAsync(job.Id, JobState.Completed);

        using var response = await _jobs.ExtendAsync(job.Id, json);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.Equal((status, code), (problem.Status, problem.Code));
        Assert.Equal(JobState.Completed, (await _jobs.GetAsync(job.Id)).State);
    }

    private async Task AssertUnknownAsync(HttpMethod method, string url)
    {
        using var request = new HttpRequestMessage(method, url);
        using var response = await server.Client.SendAsync(request, Token);
        var problem = await ProblemReply.ReadAsync(response);

        Assert.True((problem.Status, problem.Code) == (404, "job.unknown"), $"{method} {url}: {problem.Status} {problem.Code}");
    }
}
