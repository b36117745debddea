using DipWeb.Compute;
using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Compute;

/// <summary>One order from its files to its outcome, in this process.</summary>
public sealed class RestorationRunTests : IDisposable
{
    private readonly TemporaryFolder _pictures = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _pictures.Dispose();
    }

    [Fact]
    public async Task Run_FolderOfAProcessThatWasKilled_RemovesWhatItLeftHalfWritten()
    {
        var half = new[] { _folder.Write("checkpoint-000001-00000005.bin.0.tmp", [1]), JobFolder.IterateIn(_folder.Path, 5) + ".0.tmp" };
        Array.ForEach(half, path => File.WriteAllBytes(path, [1]));

        var outcome = await RunAsync(Order(_pictures.Write("picture.png", SmallPictures.Waves(32, 32))));

        Assert.Equal(RunEnd.Completed, outcome.End);
        Assert.All(half, path => Assert.False(File.Exists(path), path));
        Assert.True(File.Exists(JobFolder.ResultIn(_folder.Path)));
    }

    [Fact]
    public async Task Run_CheckpointOfAnotherNetwork_FailsWithASentence()
    {
        await RunAsync(Order(_pictures.Write("picture.png", SmallPictures.Waves(32, 32))));

        var outcome = await RunAsync(Order(_pictures.Write("larger.png", SmallPictures.Waves(48, 48))));

        Assert.Equal((RunEnd.Failed, "compute.failed"), (outcome.End, outcome.Error?.Code));
        Assert.EndsWith(".", outcome.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PictureThatIsGone_FailsWithASentenceAndNoResult()
    {
        var outcome = await RunAsync(Order(_pictures.File("gone.png")));

        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.NotEmpty(outcome.Error?.Message ?? "");
        Assert.False(File.Exists(JobFolder.ResultIn(_folder.Path)));
    }

    private static Task<RunOutcome> RunAsync(ComputeOrder order) =>
        new RestorationRun(order, new RunControl(), _ => Task.CompletedTask, TimeProvider.System).RunAsync();

    private ComputeOrder Order(string picture) => new()
    {
        Folder = _folder.Path,
        Attempt = 1,
        Task = "denoise",
        Preset = "preview",
        Parameters = new Dictionary<string, string> { ["iterations"] = "2", ["twoViews"] = "0" },
        Seed = 1,
        ImagePath = picture,
        Cadence = ComputeCadence.From(new ComputeOptions()),
        Limits = new ImageLimits(),
    };
}
