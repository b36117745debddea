using DipWeb.Jobs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Jobs;

public sealed class JobQueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_ThreeJobs_RunOneAtATimeInOrder()
    {
        await using var server = new WebServer();
        var jobs = new JobClient(server.Client);
        var image = await jobs.AddImageAsync(SmallPictures.Waves());
        var first = await jobs.DenoiseAsync(image, JobClient.Endless);
        await jobs.WaitForAsync(first.Id, JobState.Running);
        var second = await jobs.DenoiseAsync(image, JobClient.Endless);
        var third = await jobs.DenoiseAsync(image, JobClient.Endless);

        var waiting = (await jobs.GetAsync(second.Id), await jobs.GetAsync(third.Id));
        await jobs.MoveAsync(second.Id, "pause");
        var movedUp = await jobs.GetAsync(third.Id);
        await jobs.MoveAsync(second.Id, "resume");
        var movedBack = await jobs.GetAsync(second.Id);
        await jobs.MoveAsync(first.Id, "cancel");
        await jobs.WaitAsync(third.Id, job => job.State == JobState.Running);
        var listed = await jobs.ListAsync();
        await jobs.MoveAsync(third.Id, "cancel");
        await jobs.WaitForAsync(second.Id, JobState.Running);

        Assert.Equal((1, 2), (second.QueuePosition, third.QueuePosition));
        Assert.Equal((JobState.Queued, 1), (waiting.Item1.State, waiting.Item1.QueuePosition));
        Assert.Equal((JobState.Queued, 2), (waiting.Item2.State, waiting.Item2.QueuePosition));
        Assert.Equal(1, movedUp.QueuePosition);
        Assert.Equal(2, movedBack.QueuePosition);
        Assert.Equal(
            [JobState.Running, JobState.Queued, JobState.Cancelled],
            new[] { third.Id, second.Id, first.Id }.Select(id => listed.Single(job => job.Id == id).State));
        Assert.Equal([third.Id, second.Id, first.Id], listed.Select(job => job.Id));
        await jobs.MoveAsync(second.Id, "cancel");
        await jobs.WaitForAsync(second.Id, JobState.Cancelled);
    }

    [Fact]
    public async Task Post_FullQueueFromManySides_Is429AndNeverHoldsMoreThanAllowed()
    {
        const int Allowed = 3;
        await using var server = new WebServer(new Dictionary<string, string> { ["Jobs:MaxQueued"] = "3", ["Jobs:SweepSeconds"] = "60" });
        var jobs = new JobClient(server.Client);
        var image = await jobs.AddImageAsync(SmallPictures.Waves());
        var running = await jobs.DenoiseAsync(image, JobClient.Endless);
        await jobs.WaitForAsync(running.Id, JobState.Running);
        var wish = $$"""{"imageId":"{{image}}","task":"denoise"}""";

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => jobs.PostAsync(wish)));
        var listed = await jobs.ListAsync();

        Assert.Equal(Allowed, replies.Count(reply => (int)reply.StatusCode == 202));
        Assert.Equal(Allowed, listed.Count(job => job.State == JobState.Queued));
        Assert.Equal([1, 2, 3], listed.Select(job => job.QueuePosition).OfType<int>().Order());
        var refused = await ProblemReply.ReadAsync(replies.First(reply => (int)reply.StatusCode != 202));
        Assert.Equal((429, "queue.full"), (refused.Status, refused.Code));
        Assert.Contains("3", refused.Detail, StringComparison.Ordinal);
        Array.ForEach(replies, reply => reply.Dispose());
        await jobs.MoveAsync(running.Id, "cancel");
    }

    [Fact]
    public async Task Delete_PictureOfAJob_Is409UntilTheJobIsDeleted()
    {
        await using var server = new WebServer();
        var jobs = new JobClient(server.Client);
        var image = await jobs.AddImageAsync(SmallPictures.Waves());
        var job = await jobs.DenoiseAsync(image, JobClient.Endless);
        await jobs.MoveAsync(job.Id, "cancel");
        await jobs.WaitForAsync(job.Id, JobState.Cancelled);

        using var kept = await server.Client.DeleteAsync($"/api/images/{image}", Token);
        using var jobGone = await server.Client.DeleteAsync($"/api/jobs/{job.Id}", Token);
        using var imageGone = await server.Client.DeleteAsync($"/api/images/{image}", Token);

        Assert.Equal((409, 204, 204), ((int)kept.StatusCode, (int)jobGone.StatusCode, (int)imageGone.StatusCode));
        Assert.False(Directory.Exists(Path.Combine(server.DataDirectory, "jobs", job.Id)));
    }
}
