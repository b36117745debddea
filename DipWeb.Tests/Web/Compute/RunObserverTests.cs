using DipWeb.Compute;
using DipWeb.Engine.Optimization;
using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Compute;

/// <summary>How often a run hands something out, by a clock that the test moves.</summary>
public sealed class RunObserverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly RunControl _control = new();
    private readonly CancellationTokenSource _end = new();

    public void Dispose()
    {
        _folder.Dispose();
        _end.Dispose();
    }

    [Theory]
    [InlineData(0.001, 0)]
    [InlineData(0.02, 0.001)]
    [InlineData(0.24, 0.01)]
    [InlineData(0.1, 0.5)]
    [InlineData(1.9, 0)]
    public async Task After_AnySpeed_ShowsAtMostFourPicturesASecondAndIsNeverSilentForLong(double iterationSeconds, double pictureSeconds)
    {
        var writer = Writer();
        var (told, shown) = Watch(Observer(writer, iterations: 1_000_000), 1_000_000, iterationSeconds, pictureSeconds, untilSeconds: 40);
        await writer.DrainAsync();

        var longest = 1.8 + iterationSeconds + pictureSeconds + 1e-9; // the loop answers between two iterations alone
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, longest));
        Assert.All(shown.Zip(shown.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.25 - 1e-9, Math.Max(longest, 10 + longest)));
        Assert.InRange((shown.Count - 1) * pictureSeconds, 0, 0.06 * 40); // the first one cannot know its cost
        Assert.True(shown[0] <= iterationSeconds + 1e-9, "The first iteration is shown at once.");
    }

    [Theory]
    [InlineData(0.001, 40)]
    [InlineData(1, 4)]
    public async Task After_KeptPictures_CostASmallPartOfTheRun(double pictureSeconds, int kept)
    {
        var writer = Writer();
        var (_, pictures) = Watch(Observer(writer, iterations: 400, keepEvery: 10), 400, 0.1, pictureSeconds, double.PositiveInfinity);
        await writer.DrainAsync();

        Assert.True(pictures.Count >= kept, $"{pictures.Count} pictures");
        Assert.InRange(pictures.Count * pictureSeconds, 0, 2 + (0.15 * _clock.Seconds) + (2 * pictureSeconds)); // and the first and the last one
    }

    [Fact]
    public async Task After_TimeOrIterations_WantsACheckpoint()
    {
        var writer = Writer();
        var observer = Observer(writer, iterations: 1000);

        var byIterations = Enumerable.Range(1, 60).Where(iteration => observer.After(iteration).HasFlag(IterationWants.Checkpoint)).ToList();
        _clock.Advance(31);
        var byTime = observer.After(61).HasFlag(IterationWants.Checkpoint);
        var last = observer.After(1000).HasFlag(IterationWants.Checkpoint);
        await writer.DrainAsync();

        Assert.Equal([25, 50], byIterations);
        Assert.True(byTime && last);
    }

    [Theory]
    [InlineData(JobDesire.Pause, true, IterationWants.Checkpoint)]
    [InlineData(JobDesire.Finish, false, IterationWants.Checkpoint | IterationWants.Finish)]
    [InlineData(JobDesire.Cancel, true, IterationWants.None)]
    public async Task After_Desire_EndsTheLoop(JobDesire desire, bool cancels, IterationWants wanted)
    {
        var writer = Writer();
        var observer = Observer(writer, iterations: 1000);
        _control.Request(desire);

        var wants = observer.After(3);
        await writer.DrainAsync();

        Assert.Equal(cancels, _end.IsCancellationRequested);
        Assert.True(wanted == IterationWants.None ? wants == wanted : wants.HasFlag(wanted), $"{wants}");
    }

    /// <summary>Lets a run go by; says when anything was told and when a picture was made.</summary>
    private (List<double> Told, List<double> Shown) Watch(
        RunObserver observer, int iterations, double iterationSeconds, double pictureSeconds, double untilSeconds)
    {
        var (told, shown) = (new List<double>(), new List<double>());
        for (var iteration = 1; iteration <= iterations && _clock.Seconds < untilSeconds; iteration++)
        {
            _clock.Advance(iterationSeconds);
            var wants = observer.After(iteration);
            if (wants == IterationWants.None)
            {
                continue;
            }

            told.Add(_clock.Seconds);
            var isPicture = wants.HasFlag(IterationWants.Picture);
            if (isPicture)
            {
                shown.Add(_clock.Seconds);
                _clock.Advance(pictureSeconds);
            }

            observer.OnReport(new IterationReport
            {
                Iteration = iteration, Iterations = iterations, Loss = 1, Picture = isPicture ? SyntheticImages.Constant(0.5f) : null,
            });
        }

        return (told, shown);
    }

    private static ComputeCadence Cadence => ComputeCadence.From(new ComputeOptions { CheckpointIterations = 25, KeptIterates = 0 });

    private ComputeOrder Order => new()
    {
        Folder = _folder.Path,
        Attempt = 1,
        Task = "denoise",
        Preset = "preview",
        Parameters = new Dictionary<string, string>(),
        Seed = 1,
        ImagePath = "",
        Cadence = Cadence,
        Limits = new ImageLimits(),
    };

    private ArtifactWriter Writer() => new(Order, new ImageCodec(Order.Limits), reference: null, checkpoint: 0, canvas: null, 3, _ => Task.CompletedTask, TimeProvider.System);

    private RunObserver Observer(ArtifactWriter writer, int iterations, int keepEvery = 0) =>
        new(Order, new RunSpan(iterations, 0, _clock.GetTimestamp()), keepEvery, _control, writer, _clock, _end);
}
