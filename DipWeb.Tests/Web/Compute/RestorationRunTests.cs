using System.Globalization;
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
        var region = Assert.Single(RegionsOfInterest.Of(mask)); // the hole takes a corner
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

    [Fact]
    public async Task Run_HolesAtOppositeEnds_ComputesOneRegionAfterTheOther()
    {
        var codec = new ImageCodec(new ImageLimits());
        var order = OrderWithTwoRegions(iterations: 3);
        var measurement = codec.Decode(order.ImagePath);
        var mask = codec.DecodeMask(order.MaskPath!);
        var regions = RegionsOfInterest.Of(mask);

        var outcome = await RunAsync(order);
        var result = codec.ReadFloat(JobFolder.ResultIn(_folder.Path));

        Assert.Equal((RunEnd.Completed, 6), (outcome.End, outcome.Iteration));
        Assert.Equal(2, regions.Count);
        Assert.All(regions, region => Assert.Equal(Alone(order, region.Of(measurement), region.Within(mask)), region.Of(result).Samples));
        Assert.Equal(mask.Composite(measurement, result).Samples, result.Samples);
        Assert.False(File.Exists(JobFolder.RegionIn(_folder.Path, 0)));
        Assert.Equal([1, 2, 3, 4, 5, 6], CurveFile.Read(_folder.Path).Select(point => point.Iteration));

        static float[] Alone(ComputeOrder order, ImageBuffer part, KnownMask mask) => Restorer.Run(
            new RestorationRequest { Spec = order.CreateSpec(), Measurement = part, KnownMask = mask }, new RecordingObserver(), CancellationToken.None).Image.ToArray();
    }

    [Fact]
    public async Task Run_PictureLargerThanTheMemory_ComputesTileAfterTile()
    {
        var order = Order(_pictures.Write("picture.png", SmallPictures.Noisy(800, 40))) with { InTiles = true };
        var codec = new ImageCodec(order.Limits);
        var measurement = codec.Decode(order.ImagePath);
        var tile = RegionsOfInterest.Tiles(800, 40, Ratio.One)[0];
        var spec = Restorer.Settle(new RestorationRequest { Spec = order.CreateSpec(), Measurement = measurement }).Spec;

        var outcome = await RunAsync(order);
        var result = codec.ReadFloat(JobFolder.ResultIn(_folder.Path));
        var alone = Restorer.Run(new RestorationRequest { Spec = spec, Measurement = tile.Of(measurement) }, new RecordingObserver(), CancellationToken.None);

        var untouched = new RegionOfInterest(0, 0, tile.Width - 128, tile.Height); // the next tile begins behind it
        Assert.Equal((RunEnd.Completed, 4), (outcome.End, outcome.Iteration));
        Assert.Equal(untouched.Of(alone.Image).Samples, untouched.Of(result).Samples);
        Assert.Equal(spec.NoiseDeviation, outcome.NoiseDeviation);
        Assert.Null(outcome.EstimatedPsnr);
    }

    [Fact]
    public async Task Run_PictureWithLostPixelsLargerThanTheMemory_KeepsTheOthersBitForBit()
    {
        var order = Order(_pictures.Write("picture.png", SmallPictures.HalfLost(800, 40))) with { Task = "missing", Parameters = new Dictionary<string, string> { ["iterations"] = "2" }, InTiles = true };
        var codec = new ImageCodec(order.Limits);
        var measurement = codec.Decode(order.ImagePath);

        var outcome = await RunAsync(order);
        var result = codec.ReadFloat(JobFolder.ResultIn(_folder.Path));

        var lost = Enumerable.Range(0, measurement.PixelCount).Where(i => measurement.Plane(0)[i] == 0).ToList();
        Assert.Equal(RunEnd.Completed, outcome.End);
        Assert.InRange(outcome.HoleShare!.Value, 0.4, 0.6);
        Assert.Equal(
            Enumerable.Range(0, measurement.PixelCount).Except(lost).Select(i => measurement.Plane(0)[i]),
            Enumerable.Range(0, measurement.PixelCount).Except(lost).Select(i => result.Plane(0)[i]));
        Assert.True(lost.Count(i => result.Plane(0)[i] != 0) > 0.95 * lost.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(28)]
    public async Task Run_PausedInARegion_GoesOnAsIfNothingHadBeen(int pausedAt)
    {
        const int Iterations = 25; // so that a report comes before the end on a busy machine too
        var order = OrderWithTwoRegions(Iterations);
        using var other = new TemporaryFolder();
        await RunAsync(order with { Folder = other.Path });

        var control = new RunControl();
        var paused = await RunAsync(order, control, progress =>
        {
            if (progress.Iteration >= pausedAt)
            {
                control.Request(JobDesire.Pause);
            }
        });
        var isBetween = File.Exists(JobFolder.RegionIn(_folder.Path, 0));
        var outcome = await RunAsync(order with { Attempt = 2 });

        Assert.Equal(RunEnd.Paused, paused.End);
        Assert.InRange(paused.Iteration, pausedAt, (2 * Iterations) - 1);
        Assert.Equal(paused.Iteration > Iterations, isBetween);
        Assert.Equal((RunEnd.Completed, 2 * Iterations), (outcome.End, outcome.Iteration));
        Assert.Equal(
            await File.ReadAllBytesAsync(JobFolder.ResultIn(other.Path), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(JobFolder.ResultIn(_folder.Path), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public async Task Run_FileOfAFinishedRegionIsDamaged_ComputesThatRegionAnew(int bytesLeft)
    {
        var order = OrderWithTwoRegions(iterations: 25);
        using var other = new TemporaryFolder();
        await RunAsync(order with { Folder = other.Path });
        var control = new RunControl();
        await RunAsync(order, control, progress =>
        {
            if (progress.Iteration >= 28)
            {
                control.Request(JobDesire.Pause);
            }
        });
        await using (var file = new FileStream(JobFolder.RegionIn(_folder.Path, 0), FileMode.Open))
        {
            file.SetLength(bytesLeft);
        }

        var outcome = await RunAsync(order with { Attempt = 2 });

        Assert.Equal((RunEnd.Completed, 50), (outcome.End, outcome.Iteration));
        Assert.Equal(
            await File.ReadAllBytesAsync(JobFolder.ResultIn(other.Path), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(JobFolder.ResultIn(_folder.Path), TestContext.Current.CancellationToken));
    }

    private static Task<RunOutcome> RunAsync(ComputeOrder order, RunControl? control = null, Action<RunProgress>? onProgress = null) =>
        new RestorationRun(
            order,
            control ?? new RunControl(),
            progress =>
            {
                onProgress?.Invoke(progress);
                return Task.CompletedTask;
            },
            TimeProvider.System).RunAsync();

    private ComputeOrder OrderWithTwoRegions(int iterations)
    {
        const int Height = 96;
        const int Width = 500;
        var brush = SyntheticImages.Filled(1, Height, Width, (_, y, x) => y == 40 && x % (Width - 40) is >= 10 and < 30 ? 1 : 0);
        var mask = _pictures.File("mask.png");
        ImageCodec.WriteMask(mask, KnownMask.FromBrush(Height, Width, [.. brush.Samples.ToArray().Select(sample => (byte)(255 * sample))]));
        return Order(_pictures.Write("picture.png", SmallPictures.Noisy(Width, Height))) with
        {
            Task = "inpaint",
            Parameters = new Dictionary<string, string> { ["iterations"] = iterations.ToString(CultureInfo.InvariantCulture) },
            MaskPath = mask,
            Cadence = ComputeCadence.From(new ComputeOptions { ReportMilliseconds = 1 }),
        };
    }

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
