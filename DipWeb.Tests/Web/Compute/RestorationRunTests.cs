using DipWeb.Compute;
using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
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

    [Fact]
    public async Task Run_SmallHoleInALargePicture_ComputesTheRegionAloneAndGivesTheWholePicture()
    {
        const int Side = 320;
        var codec = new ImageCodec(new ImageLimits());
        var picture = _pictures.Write("picture.png", SmallPictures.Noisy(Side, Side));
        var reference = codec.Decode(_pictures.Write("reference.png", SmallPictures.Waves(Side, Side)));
        var measurement = codec.Decode(picture);
        var mask = KnownMask.FromBrush(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => SmallPictures.IsHole(i % Side, i / Side) ? (byte)255 : (byte)0)]);
        var region = RegionOfInterest.Of(mask)!; // the hole takes a corner
        var order = Order(picture) with
        {
            Task = "inpaint",
            Parameters = new Dictionary<string, string> { ["iterations"] = "3" },
            MaskPath = _pictures.Write("mask.png", SmallPictures.Mask(Side, Side)),
            ReferencePath = _pictures.File("reference.png"),
        };

        var outcome = await RunAsync(order);
        var result = codec.ReadFloat(JobFolder.ResultIn(_folder.Path));
        var alone = Restorer.Run(
            new RestorationRequest { Spec = order.CreateSpec(), Measurement = region.Of(measurement), KnownMask = region.Within(mask) },
            new RecordingObserver(),
            CancellationToken.None);

        Assert.Equal(alone.Image.Samples, region.Of(result).Samples);
        Assert.Equal(mask.Composite(measurement, result).Samples, result.Samples);
        Assert.Equal(mask.HoleShare, outcome.HoleShare);
        Assert.Equal(Psnr.Between(result, reference), outcome.Psnr!.Value, 6);
        Assert.Equal(Ssim.Between(result, reference), outcome.Ssim!.Value, 6);
        Assert.Equal((Side, Side), Sizes(codec.Decode(JobFolder.LatestFrameIn(_folder.Path))));
        Assert.Equal((Side, Side), Sizes(codec.ReadFloat(JobFolder.IterateIn(_folder.Path, 3))));

        static (int Width, int Height) Sizes(ImageBuffer picture) => (picture.Width, picture.Height);
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
