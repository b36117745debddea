using System.Diagnostics;
using DipWeb.Jobs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Jobs;

/// <summary>Servers in processes of their own that are killed or told to end while a job runs.</summary>
public sealed class RestartTests : IDisposable
{
    private const int Iterations = 100;
    private const int CheckpointEvery = 10;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_ServerInMidRun_TheNextOneResumesAndComesToTheSameResult()
    {
        ComputeProcesses.SkipUnlessVisible();
        var (job, image, orphan, reached) = await RunUntilKilledAsync();
        await Eventually.HoldsAsync(() => !ComputeProcesses.IsAlive(orphan), TimeSpan.FromSeconds(10));

        await using var server = await StartAsync();
        var jobs = new JobClient(server.Client);
        var seen = new List<int>();
        var completed = await jobs.WaitAsync(job, now =>
        {
            Record(seen, now);
            return now.State == JobState.Completed || now.State == JobState.Failed;
        });
        var undisturbed = await jobs.DenoiseAsync(image, Iterations, seed: 7);
        await jobs.WaitForAsync(undisturbed.Id, JobState.Completed);

        Assert.Equal((JobState.Completed, Iterations, 3), (completed.State, completed.Iteration, completed.Attempt));
        Assert.NotEmpty(seen);
        Assert.All(seen, iteration => Assert.True(iteration > reached, $"back to {iteration}, although {reached} were on the disk"));
        Assert.Equal(await jobs.GetResultAsync(undisturbed.Id, "tiff16"), await jobs.GetResultAsync(job, "tiff16"));
        Assert.Contains("was running when the server ended", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_ServerInMidRun_HandsOverTheVeryIteration()
    {
        ComputeProcesses.SkipUnlessVisible();
        string id;
        int child;
        int exitCode;
        await using (var first = await StartAsync())
        {
            var jobs = new JobClient(first.Client);
            id = (await jobs.DenoiseAsync(await jobs.AddImageAsync(SmallPictures.Noisy()), JobClient.Endless)).Id;
            await jobs.WaitForIterationAsync(id, 1);
            child = await ComputeProcesses.OnlyOneOfAsync(first.Id);
            exitCode = await first.TerminateAsync();
        }

        var isAlive = ComputeProcesses.IsAlive(child);
        var reached = Reached(id);
        await using var second = await StartAsync();
        var seen = new List<int>();
        var resumed = await new JobClient(second.Client).WaitAsync(id, now =>
        {
            Record(seen, now);
            return now.State == JobState.Running && now.Iteration > reached;
        });

        Assert.Equal((0, false), (exitCode, isAlive));
        Assert.True(reached > 0 && seen.TrueForAll(iteration => iteration > reached), $"{string.Join(' ', seen)} after {reached}");
        Assert.Equal(2, resumed.Attempt);
        Assert.DoesNotContain("was running when the server ended", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DataDirectoryInUse_EndsWithOneSentence()
    {
        await using var first = await StartAsync();
        using var second = Process.Start(BuiltProgram.Command("--Urls", "http://127.0.0.1:0", "--Storage:DataDirectory", _folder.Path))
            ?? throw new InvalidOperationException("The program did not start.");

        var errors = await second.StandardError.ReadToEndAsync(Token);
        await second.WaitForExitAsync(Token);

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("Another DipWeb server already uses the data directory", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    /// <summary>Remembers how far the present attempt has come, once it has made a picture; until then a job shows how far the one before came.</summary>
    private static void Record(List<int> seen, JobView now)
    {
        const int FrameBits = 20; // each attempt numbers its pictures from attempt times a million on
        if (now.State != JobState.Queued && now.FrameSequence >> FrameBits == now.Attempt)
        {
            seen.Add(now.Iteration);
        }
    }

    private async Task<(string Job, string Image, int Orphan, int Reached)> RunUntilKilledAsync()
    {
        await using var server = await StartAsync();
        var jobs = new JobClient(server.Client);
        var image = await jobs.AddImageAsync(SmallPictures.Noisy());
        var job = await jobs.DenoiseAsync(image, Iterations, seed: 7);
        await Eventually.HoldsAsync(() => Reached(job.Id) >= 2 * CheckpointEvery);
        var child = await ComputeProcesses.OnlyOneOfAsync(server.Id);
        await server.KillAsync();
        return (job.Id, image, child, Reached(job.Id));
    }

    private Task<ServerProcess> StartAsync() =>
        ServerProcess.StartAsync(_folder.Path, "--Compute:CheckpointIterations", CheckpointEvery.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Iteration of the newest checkpoint on the disk; 0 when there is none.</summary>
    private int Reached(string id)
    {
        var folder = Path.Combine(_folder.Path, "jobs", id);
        return Directory.Exists(folder) ? DipWeb.Compute.CheckpointFiles.NewestIteration(folder) : 0;
    }
}
