using System.Collections.Concurrent;
using DipWeb.Compute;
using DipWeb.Engine.Optimization;
using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Compute;

public sealed class ArtifactWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<RunProgress> _told = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Silence_IterationThatTakesLong_IsBridgedEveryTwoSeconds()
    {
        const int Factor = 20;
        var writer = Writer(new FastClock(Factor), Told);
        writer.Add(Picture(7));

        var told = await Eventually.GetAsync(() => Task.FromResult(_told.ToList()), heard => heard.Count >= 5);
        await writer.DrainAsync();

        Assert.All(told, progress => Assert.Equal(7, progress.Iteration));
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.Second.ElapsedSeconds - pair.First.ElapsedSeconds >= 1.8));
    }

    [Fact]
    public async Task Add_FrameThatCannotBeWritten_GoesOnWithTheNumbersAndRemembersWhy()
    {
        Directory.CreateDirectory(JobFolder.LatestFrameIn(_folder.Path)); // a folder stands where the picture should go
        var writer = Writer(TimeProvider.System, Told);

        writer.Add(Picture(1));
        writer.Add(Picture(2));
        await writer.DrainAsync();

        Assert.Equal([1, 2], _told.Select(progress => progress.Iteration));
        Assert.NotNull(writer.Fault);
    }

    [Fact]
    public async Task Add_ListenerThatIsSlow_DropsTheOldestAndKeepsTheNewest()
    {
        using var gate = new SemaphoreSlim(0);
        var writer = Writer(TimeProvider.System, async progress =>
        {
            await gate.WaitAsync();
            _told.Enqueue(progress);
        });
        for (var iteration = 1; iteration <= 50; iteration++)
        {
            writer.Add(Picture(iteration));
        }

        gate.Release(50);
        await writer.DrainAsync();

        Assert.InRange(_told.Count, 1, 4);
        Assert.Equal(50, _told.Last().Iteration);
    }

    private Task Told(RunProgress progress)
    {
        _told.Enqueue(progress);
        return Task.CompletedTask;
    }

    private ArtifactWriter Writer(TimeProvider clock, Func<RunProgress, Task> onProgress)
    {
        var order = new ComputeOrder
        {
            Folder = _folder.Path,
            Attempt = 1,
            Task = "denoise",
            Preset = "preview",
            Parameters = new Dictionary<string, string>(),
            Seed = 1,
            ImagePath = "",
            Cadence = ComputeCadence.From(new ComputeOptions()),
            Limits = new ImageLimits(),
        };
        return new ArtifactWriter(order, new ImageCodec(order.Limits), reference: null, checkpoint: 0, canvas: null, 3, onProgress, clock);
    }

    private static RunArtifact.Picture Picture(int iteration) => new(
        new IterationReport { Iteration = iteration, Iterations = 90, Loss = 0.1, Picture = SyntheticImages.Constant(0.5f) },
        ElapsedSeconds: 1, IterationsPerSecond: 1, IsKept: false, IsShown: true);
}
