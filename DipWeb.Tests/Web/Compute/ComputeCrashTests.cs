using System.Globalization;
using DipWeb.Jobs;
using DipWeb.Storage;
using DipWeb.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DipWeb.Tests.Web.Compute;

/// <summary>Deaths and pauses of the compute process: each run must come to the very result of one that was never disturbed.</summary>
public sealed class ComputeCrashTests(ComputeCrashTests.Undisturbed undisturbed) : IClassFixture<ComputeCrashTests.Undisturbed>
{
    private readonly WebServer _server = undisturbed.Server;
    private readonly JobClient _jobs = undisturbed.Jobs;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Progress_UndisturbedRun_ComesAtMostFourTimesASecondAndAtLeastEveryTwo()
    {
        var moments = undisturbed.Progress.Select(heard => heard.Seconds).ToList();
        var told = undisturbed.Progress.Select(heard => heard.Update.ElapsedSeconds).ToList()[..^1]; // the last iteration is told at once, whenever it comes

        Assert.InRange(moments.Count, 2, Undisturbed.Iterations / 2);
        Assert.All(told.Zip(told.Skip(4)), pair => Assert.True(pair.Second - pair.First > 0.8, $"five in {pair.Second - pair.First:F2} s"));
        Assert.All(moments.Zip(moments.Skip(1)), pair => Assert.True(pair.Second - pair.First < 2.5, $"nothing for {pair.Second - pair.First:F2} s"));
        Assert.All(undisturbed.Progress.Zip(undisturbed.Progress.Skip(1)), pair =>
        {
            Assert.True(pair.Second.Update.Sequence > pair.First.Update.Sequence);
            Assert.True(pair.Second.Update.Iteration >= pair.First.Update.Iteration);
        });
    }

    [Fact]
    public async Task Kill_RunningProcess_ServerServesAndTheJobGoesOnFromItsCheckpoint()
    {
        ComputeProcesses.SkipUnlessVisible();
        using var recorder = new JobRecorder(_server);
        var job = await undisturbed.SubmitAsync();
        await Eventually.HoldsAsync(() => Checkpoints(job.Id).Count == 2);
        var process = await ComputeProcesses.OnlyOneOfAsync(Environment.ProcessId);

        ComputeProcesses.Kill(process);
        await Eventually.HoldsAsync(() => !ComputeProcesses.IsAlive(process));
        var before = recorder.Running(job.Id).Count;
        using var live = await _server.Client.GetAsync("/healthz/live", Token);
        using var page = await _server.Client.GetAsync("/api/jobs", Token);
        var completed = await _jobs.WaitForAsync(job.Id, JobState.Completed);

        Assert.Equal((200, 200), ((int)live.StatusCode, (int)page.StatusCode));
        Assert.Equal((Undisturbed.Iterations, 1), (completed.Iteration, completed.Attempt));
        var after = recorder.Running(job.Id)[before..];
        Assert.NotEmpty(after);
        Assert.All(after, heard => Assert.True(heard.Update.Iteration > Undisturbed.CheckpointEvery, $"back to {heard.Update.Iteration}"));
        Assert.Contains(after, heard => heard.Update.Iteration % Undisturbed.CheckpointEvery == 1);
        Assert.Equal(undisturbed.Result, await _jobs.GetResultAsync(job.Id, "tiff16"));
    }

    [Fact]
    public async Task Resume_PausedRun_EqualsTheUndisturbedOneBitForBit()
    {
        var job = await undisturbed.SubmitAsync();
        await _jobs.WaitForIterationAsync(job.Id, 1);
        await _jobs.MoveAsync(job.Id, "pause");
        var paused = await _jobs.WaitForAsync(job.Id, JobState.Paused);

        await _jobs.MoveAsync(job.Id, "resume");
        await _jobs.WaitForAsync(job.Id, JobState.Completed);

        Assert.InRange(paused.Iteration, 1, Undisturbed.Iterations - 1);
        Assert.Equal(undisturbed.Result, await _jobs.GetResultAsync(job.Id, "tiff16"));
    }

    [Fact]
    public async Task Resume_NewestCheckpointIsDamaged_GoesOnFromThePrevious()
    {
        using var recorder = new JobRecorder(_server);
        var job = await undisturbed.SubmitAsync();
        await Eventually.HoldsAsync(() => Checkpoints(job.Id).Count == 2);
        await _jobs.MoveAsync(job.Id, "pause");
        var paused = await _jobs.WaitForAsync(job.Id, JobState.Paused);
        var newest = Checkpoints(job.Id)[^1];
        var bytes = await File.ReadAllBytesAsync(newest, Token);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(newest, bytes, Token);

        await _jobs.MoveAsync(job.Id, "resume");
        await _jobs.WaitForAsync(job.Id, JobState.Completed);

        var first = recorder.Running(job.Id).First(heard => heard.Update.Attempt == 2).Update.Iteration;
        Assert.True(first > 1 && first <= paused.Iteration && first % Undisturbed.CheckpointEvery == 1, $"{first} after {paused.Iteration}");
        Assert.Equal(undisturbed.Result, await _jobs.GetResultAsync(job.Id, "tiff16"));
    }

    [Fact]
    public async Task Kill_ThreeTimesBeforeACheckpoint_FailsTheJobWithASentenceAndItCanBeResumed()
    {
        ComputeProcesses.SkipUnlessVisible();
        var job = await _jobs.DenoiseAsync(undisturbed.Image, JobClient.Endless);
        var killed = new HashSet<int>();

        var failed = await Eventually.GetAsync(
            async () =>
            {
                foreach (var process in ComputeProcesses.Of(Environment.ProcessId).Where(killed.Add))
                {
                    ComputeProcesses.Kill(process);
                }

                return await _jobs.GetAsync(job.Id);
            },
            now => now.State == JobState.Failed);
        using var live = await _server.Client.GetAsync("/healthz/live", Token);
        await _jobs.MoveAsync(job.Id, "resume");
        var resumed = await _jobs.WaitForIterationAsync(job.Id, 1);
        await _jobs.MoveAsync(job.Id, "cancel");
        await _jobs.WaitForAsync(job.Id, JobState.Cancelled);

        Assert.Equal((3, "compute.crashed"), (killed.Count, failed.Error?.Code));
        Assert.Matches(@"^The operating system killed the computation.*\.$", failed.Error?.Message);
        Assert.NotNull(failed.FinishedAt);
        Assert.Equal(200, (int)live.StatusCode);
        Assert.Null(resumed.Error);
    }

    [Fact]
    public async Task Database_AwayUntilTheRunIsOver_CostsNothing()
    {
        ComputeProcesses.SkipUnlessVisible();
        var job = await undisturbed.SubmitAsync();
        await _jobs.WaitForIterationAsync(job.Id, 1);
        await using var database = await _server.Services.GetRequiredService<IDbContextFactory<AppDatabase>>().CreateDbContextAsync(Token);

        await database.Database.ExecuteSqlAsync($"ALTER TABLE Jobs RENAME TO Elsewhere", Token);
        try
        {
            await Eventually.HoldsAsync(() => ComputeProcesses.Of(Environment.ProcessId).Count == 0);
        }
        finally
        {
            await database.Database.ExecuteSqlAsync($"ALTER TABLE Elsewhere RENAME TO Jobs", Token);
        }

        var completed = await _jobs.WaitForAsync(job.Id, JobState.Completed);

        Assert.Equal(Undisturbed.Iterations, completed.Iteration);
        Assert.Equal(undisturbed.Result, await _jobs.GetResultAsync(job.Id, "tiff16"));
    }

    private List<string> Checkpoints(string jobId)
    {
        var folder = new DirectoryInfo(Path.Combine(_server.DataDirectory, "jobs", jobId));
        return folder.Exists ? [.. folder.GetFiles("checkpoint-*.bin").Select(file => file.FullName).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>A server, and a run on it that nothing disturbed.</summary>
    public sealed class Undisturbed : IAsyncLifetime
    {
        internal const int Iterations = 100;
        internal const int CheckpointEvery = 10;

        internal WebServer Server { get; } = new(new Dictionary<string, string>
        {
            ["Compute:CheckpointIterations"] = CheckpointEvery.ToString(CultureInfo.InvariantCulture),
            ["Logging:LogLevel:Default"] = "None", // what happens here is meant to happen
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "None",
        });

        internal JobClient Jobs { get; private set; } = null!; // set before the first test

        internal string Image { get; private set; } = "";

        internal byte[] Result { get; private set; } = [];

        internal IReadOnlyList<(double Seconds, JobUpdate Update)> Progress { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Jobs = new JobClient(Server.Client);
            Image = await Jobs.AddImageAsync(SmallPictures.Noisy());
            using var recorder = new JobRecorder(Server);
            var job = await SubmitAsync();
            await Jobs.WaitForAsync(job.Id, JobState.Completed);
            Result = await Jobs.GetResultAsync(job.Id, "tiff16");
            Progress = recorder.Running(job.Id);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        /// <summary>The same wish again: same picture, same seed.</summary>
        internal Task<JobView> SubmitAsync() => Jobs.DenoiseAsync(Image, Iterations, seed: 7);
    }
}
