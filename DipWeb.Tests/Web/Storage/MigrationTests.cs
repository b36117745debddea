using System.Net.Http.Json;
using DipWeb.Jobs;
using DipWeb.Results;
using DipWeb.Storage;
using DipWeb.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace DipWeb.Tests.Web.Storage;

/// <summary>A data directory that an earlier version left is taken over with everything in it.</summary>
public sealed class MigrationTests : IDisposable
{
    private const string FirstMigration = "20261125033246_Initial";
    private const string Id = "0123456789abcdef0123456789abcdef";

    /// <summary>All that a job knew then: nothing of stop rules, of noise or of several seeds.</summary>
    private const string OldParameters =
        """{"iterations":"12","twoViews":"0","network":"decoder","learningRate":"0.01","inputNoise":"0","averaging":"0.99"}""";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Database_OfTheFirstMigration_KeepsItsJobAndGoesOnWithIt()
    {
        await LeaveFirstVersionAsync();

        await using var server = new WebServer(new Dictionary<string, string>(), _folder.Path);
        var jobs = new JobClient(server.Client);
        var kept = await jobs.GetAsync(Id);
        var curve = await jobs.Http.GetFromJsonAsync<CurveView>($"/api/jobs/{Id}/curve", Token);
        using var extended = await jobs.ExtendAsync(Id, """{"iterations":2}""");
        var done = await jobs.WaitAsync(Id, job => job.State is JobState.Completed or JobState.Failed);

        Assert.Equal((JobState.Completed, "denoise", "best", 12, 7L), (kept.State, kept.Task, kept.Preset, kept.Iteration, kept.Seed));
        Assert.Equal((null, null, null, null), (kept.GuideId, kept.EstimatedPsnr, kept.Noise, kept.HoleShare));
        Assert.Equal([0.5, 0.25], curve?.Loss ?? []);
        Assert.Equal(200, (int)extended.StatusCode);
        Assert.Equal((JobState.Completed, 14), (done.State, done.Iteration)); // of one seed, though the preset has two today
    }

    private async Task LeaveFirstVersionAsync()
    {
        var data = new DataDirectory(_folder.Path);
        await File.WriteAllBytesAsync(data.PathOf("images", Id, "original"), SmallPictures.Noisy(32, 32), Token);
        await File.WriteAllTextAsync(data.PathOf("jobs", Id, "curve.txt"), "1 0.5 20.5 0.75\n12 0.25  \n", Token);
        var options = new DbContextOptionsBuilder<AppDatabase>().UseSqlite($"Data Source={data.PathOf(AppDatabase.FileName)};Pooling=False");
        await using var database = new AppDatabase(options.Options);
        await database.Database.MigrateAsync(FirstMigration, Token);
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO Images (Id, Width, Height, Channels, BitDepth, Format, HasAlpha, Notes, Sha256, CreatedAt)
            VALUES ({Id}, 32, 32, 3, 8, 'png', 0, '[]', '', 0)
            """,
            Token);
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO Jobs (Id, State, Desired, Attempt, QueueOrder, Task, Preset, Parameters, Seed, ImageId, Width, Height, Iteration, Iterations,
                CheckpointIteration, FruitlessStarts, StartIteration, ElapsedSeconds, FrameSequence, CreatedAt)
            VALUES ({Id}, 'Completed', 'Run', 1, 1, 'denoise', 'best', {OldParameters}, 7, {Id}, 32, 32, 12, 12, 12, 0, 0, 3.5, 1048577, 0)
            """,
            Token);
    }
}
