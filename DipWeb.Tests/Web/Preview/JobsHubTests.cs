using System.Collections.Concurrent;
using DipWeb.Jobs;
using DipWeb.Tests.TestKit;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using NetVips;

namespace DipWeb.Tests.Web.Preview;

public sealed class JobsHubTests(WebServer server) : IClassFixture<WebServer>
{
    private readonly JobClient _jobs = new(server.Client);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_Run_TellsProgressAndThenTheEndOnce()
    {
        await using var viewer = await Viewer.ConnectAsync(server);
        var job = await _jobs.DenoiseAsync(await _jobs.AddImageAsync(SmallPictures.Noisy()), 30);

        var view = await viewer.Connection.InvokeAsync<JobView>("Watch", job.Id, Token);
        var withFrame = await Eventually.GetAsync(
            () => Task.FromResult(viewer.Progress.FirstOrDefault(update => update.FrameSequence > 0)), update => update is not null);
        using var frame = Image.NewFromBuffer(await server.Client.GetByteArrayAsync($"/api/jobs/{job.Id}/frames/latest?s={withFrame?.FrameSequence}", Token));
        await Eventually.HoldsAsync(() => !viewer.Finished.IsEmpty);
        await viewer.Connection.InvokeAsync("Unwatch", job.Id, Token); // what was sent before has arrived when this returns

        Assert.Equal(job.Id, view.Id);
        Assert.True(view.State is JobState.Queued or JobState.Running);
        Assert.Equal(SmallPictures.Side, frame.Width);
        var end = Assert.Single(viewer.Finished);
        Assert.Equal((job.Id, JobState.Completed, 30, "iterationBudget"), (end.JobId, end.State, end.Iteration, end.StopReason));
        var sequences = viewer.Progress.Select(update => update.Sequence).Append(end.Sequence).ToList();
        Assert.Equal(sequences.Order().Distinct(), sequences);
        Assert.True(viewer.Progress.Where(update => update.State == JobState.Running).All(update => update is { Attempt: 1, Iterations: 30 }));
    }

    [Fact]
    public async Task Unwatch_RunningJob_TellsThatViewerNothingMore()
    {
        await using var leaving = await Viewer.ConnectAsync(server);
        await using var staying = await Viewer.ConnectAsync(server);
        var job = await _jobs.DenoiseAsync(await _jobs.AddImageAsync(SmallPictures.Noisy()), JobClient.Endless);
        await leaving.Connection.InvokeAsync<JobView>("Watch", job.Id, Token);
        await staying.Connection.InvokeAsync<JobView>("Watch", job.Id, Token);
        await Eventually.HoldsAsync(() => leaving.Progress.Any(update => update.State == JobState.Running));

        await leaving.Connection.InvokeAsync("Unwatch", job.Id, Token);
        var heard = leaving.Progress.Count;
        await _jobs.MoveAsync(job.Id, "cancel");
        await Eventually.HoldsAsync(() => !staying.Finished.IsEmpty);
        await leaving.Connection.InvokeAsync("Unwatch", job.Id, Token); // whatever was on its way has arrived when this returns

        Assert.Equal(JobState.Cancelled, Assert.Single(staying.Finished).State);
        Assert.Empty(leaving.Finished);
        Assert.Equal(heard, leaving.Progress.Count);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Watch_UnknownJob_IsAHubExceptionThatTellsNothingElse(string? id)
    {
        await using var viewer = await Viewer.ConnectAsync(server);

        var refusal = await Assert.ThrowsAsync<HubException>(() => viewer.Connection.InvokeAsync<JobView>("Watch", id, Token));

        Assert.EndsWith("job.unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_JobThatIsPausedAndCancelled_TellsBoth()
    {
        await using var viewer = await Viewer.ConnectAsync(server);
        var job = await _jobs.DenoiseAsync(await _jobs.AddImageAsync(SmallPictures.Noisy()), JobClient.Endless);
        await viewer.Connection.InvokeAsync<JobView>("Watch", job.Id, Token);

        await _jobs.WaitForIterationAsync(job.Id, 1);
        await _jobs.MoveAsync(job.Id, "pause");
        await Eventually.HoldsAsync(() => viewer.Progress.Any(update => update.State == JobState.Paused));
        await _jobs.MoveAsync(job.Id, "cancel");
        await Eventually.HoldsAsync(() => !viewer.Finished.IsEmpty);

        Assert.Equal(JobState.Cancelled, Assert.Single(viewer.Finished).State);
    }

    /// <summary>One page's connection, and what it heard.</summary>
    private sealed class Viewer : IAsyncDisposable
    {
        private Viewer(HubConnection connection)
        {
            Connection = connection;
            connection.On<JobUpdate>("Progress", Progress.Enqueue);
            connection.On<JobUpdate>("Finished", Finished.Enqueue);
        }

        public HubConnection Connection { get; }

        public ConcurrentQueue<JobUpdate> Progress { get; } = new();

        public ConcurrentQueue<JobUpdate> Finished { get; } = new();

        public static async Task<Viewer> ConnectAsync(WebServer server)
        {
            var viewer = new Viewer(new HubConnectionBuilder().WithUrl(new Uri(server.Address, "hubs/jobs")).Build());
            await viewer.Connection.StartAsync(Token);
            return viewer;
        }

        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }
}
