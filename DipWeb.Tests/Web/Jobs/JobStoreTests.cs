using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Storage;
using DipWeb.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace DipWeb.Tests.Web.Jobs;

/// <summary>The rows and their fence, on a database file of their own.</summary>
public sealed class JobStoreTests : IAsyncLifetime
{
    private const string Image = "0000000000000000000000000000000f";

    private readonly TemporaryFolder _folder = new();
    private readonly Databases _databases;
    private readonly JobStore _store;

    public JobStoreTests()
    {
        _databases = new Databases(_folder.File("jobs.db"));
        _store = new JobStore(_databases, TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var database = _databases.CreateDbContext();
        await database.Database.MigrateAsync(Token);
        database.Add(new StoredImage
        {
            Id = Image,
            Width = 64,
            Height = 64,
            Channels = 3,
            BitDepth = 8,
            Format = "png",
            HasAlpha = false,
            Notes = [],
            Sha256 = "",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        });
        await database.SaveChangesAsync(Token);
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task TryAddAsync_QueueWithALimit_CountsPlacesAndRefusesBeyond()
    {
        var places = new List<int?>();
        for (var i = 0; i < 3; i++)
        {
            places.Add(await _store.TryAddAsync(Job(), mostWaiting: 2, Token));
        }

        Assert.Equal([1, 2, null], places);
        Assert.Equal(2, (await _store.ListAsync(Token)).Count);
    }

    [Fact]
    public async Task ClaimAsync_TwoRuns_OneGetsTheJob()
    {
        var job = await AddAsync();

        var first = await _store.ClaimAsync(job.Id, Token);
        var second = await _store.ClaimAsync(job.Id, Token);

        Assert.Equal((JobState.Running, 1), (first?.State, first?.Attempt));
        Assert.Null(second);
    }

    [Fact]
    public async Task Writes_OfASupersededRun_ChangeNothing()
    {
        var job = await AddAsync();
        var old = await _store.ClaimAsync(job.Id, Token) ?? throw new InvalidOperationException();
        await _store.ReconcileAsync(old, 3, Token);
        var current = await _store.ClaimAsync(job.Id, Token) ?? throw new InvalidOperationException();

        var progress = await _store.WriteProgressAsync(old, Progress(90, 90), Token);
        var end = await _store.ConcludeAsync(old, new RunOutcome { End = RunEnd.Completed, Iteration = 90 }, Token);
        var row = await _store.FindAsync(job.Id, Token);

        Assert.Equal((false, false, 3), (progress, end, current.Attempt));
        Assert.Equal((JobState.Running, 0), (row?.State, row?.Iteration));
        Assert.True(await _store.WriteProgressAsync(current, Progress(5, 0), Token));
    }

    [Fact]
    public async Task ConcludeAsync_CancelledMeanwhile_CancellationWinsOverALateResult()
    {
        var job = await AddAsync();
        var run = await _store.ClaimAsync(job.Id, Token) ?? throw new InvalidOperationException();
        Assert.True(await _store.MoveAsync(run, new JobStanding(JobState.Running, JobDesire.Cancel), null, Token));

        await _store.ConcludeAsync(run, new RunOutcome { End = RunEnd.Completed, Iteration = 90 }, Token);

        Assert.Equal(JobState.Cancelled, (await _store.FindAsync(job.Id, Token))?.State);
    }

    [Fact]
    public async Task MoveAsync_JobThatMovedMeanwhile_IsFalse()
    {
        var job = await AddAsync();
        await _store.ClaimAsync(job.Id, Token);

        Assert.False(await _store.MoveAsync(job, new JobStanding(JobState.Cancelled, JobDesire.Run), null, Token));
        Assert.Equal(JobState.Running, (await _store.FindAsync(job.Id, Token))?.State);
    }

    [Fact]
    public async Task ReconcileAsync_ThreeDeathsWithoutACheckpoint_FailsTheJobWithASentence()
    {
        var job = await AddAsync();
        var standings = new List<JobState>();
        for (var death = 1; death <= 3; death++)
        {
            var run = await _store.ClaimAsync(job.Id, Token) ?? throw new InvalidOperationException();
            standings.Add((await _store.ReconcileAsync(run, 3, Token)).State);
        }

        var row = await _store.FindAsync(job.Id, Token);

        Assert.Equal([JobState.Queued, JobState.Queued, JobState.Failed], standings);
        Assert.Equal("compute.crashed", row?.ErrorCode);
        Assert.Matches("^The server ended 3 times .*\\.$", row?.ErrorMessage);
    }

    [Fact]
    public async Task ReconcileAsync_DeathsWithCheckpointsBetween_GoOn()
    {
        var job = await AddAsync();
        for (var death = 1; death <= 5; death++)
        {
            var run = await _store.ClaimAsync(job.Id, Token) ?? throw new InvalidOperationException();
            await _store.WriteProgressAsync(run, Progress(death * 10, death * 10), Token);

            Assert.Equal(JobState.Queued, (await _store.ReconcileAsync(run, 3, Token)).State);
        }

        Assert.Equal((50, 0), ((await _store.FindAsync(job.Id, Token))?.CheckpointIteration, (await _store.FindAsync(job.Id, Token))?.FruitlessStarts));
    }

    [Fact]
    public async Task DeleteAsync_RunningJob_IsRefused()
    {
        var job = await AddAsync();
        await _store.ClaimAsync(job.Id, Token);

        Assert.False(await _store.DeleteAsync(job.Id, Token));
        Assert.NotNull(await _store.FindAsync(job.Id, Token));
    }

    private static RestorationJob Job() => new()
    {
        Id = RandomId.Create(),
        Task = "denoise",
        Preset = "balanced",
        Parameters = [],
        Seed = 1,
        ImageId = Image,
        Width = 64,
        Height = 64,
        Iterations = 100,
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private static RunProgress Progress(int iteration, int checkpoint) => new()
    {
        Iteration = iteration,
        Iterations = 100,
        IterationsPerSecond = 1,
        ElapsedSeconds = 1,
        FrameSequence = 1,
        CheckpointIteration = checkpoint,
    };

    private async Task<RestorationJob> AddAsync()
    {
        var job = Job();
        Assert.NotNull(await _store.TryAddAsync(job, 100, Token));
        return job;
    }

    private sealed class Databases(string path) : IDbContextFactory<AppDatabase>
    {
        private readonly DbContextOptions<AppDatabase> _options = new DbContextOptionsBuilder<AppDatabase>().UseSqlite($"Data Source={path}").Options;

        public AppDatabase CreateDbContext() => new(_options);
    }
}
