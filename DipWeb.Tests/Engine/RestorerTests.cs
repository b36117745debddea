using DipWeb.Engine;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine;

[NoTensorLeaks]
public sealed class RestorerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_Inpainting_BeatsAFlatFillAndKeepsKnownPixelsBitForBit()
    {
        var clean = SyntheticImages.Waves(41, 52);
        var mask = Hole(41, 52);
        var damaged = mask.Composite(clean, SyntheticImages.Constant(1, 3, 41, 52));
        var request = new RestorationRequest { Spec = SmallSpecs.Inpaint(250), Measurement = damaged, KnownMask = mask, Reference = clean };

        var result = Restorer.Run(request, new RecordingObserver(), Token);

        var flat = mask.Composite(clean, SyntheticImages.Constant(Mean(clean), 3, 41, 52));
        Assert.True(result.Psnr > Psnr.Between(flat, clean) + 3, $"{result.Psnr:F1} dB against {Psnr.Between(flat, clean):F1} dB of a flat fill");
        for (var i = 0; i < mask.Values.Length; i++)
        {
            Assert.True(mask.Values[i] == 0 || result.Image.Plane(2)[i] == clean.Plane(2)[i]);
        }
    }

    [Fact]
    public void Run_Inpainting_NeverSeesWhatIsInTheHole()
    {
        var clean = SyntheticImages.Waves(24, 24);
        var mask = Hole(24, 24);
        var request = new RestorationRequest { Spec = SmallSpecs.Inpaint(10), Measurement = clean, KnownMask = mask };

        var first = Restorer.Run(request, new RecordingObserver(), Token);
        var second = Restorer.Run(request with { Measurement = mask.Composite(clean, SyntheticImages.Constant(0, 3, 24, 24)) }, new RecordingObserver(), Token);

        Assert.Equal(first.Image.Samples.ToArray(), second.Image.Samples.ToArray());
    }

    [Theory]
    [InlineData("2", 17, 9)]
    [InlineData("3", 10, 11)]
    [InlineData("4", 8, 8)]
    [InlineData("8", 3, 5)]
    [InlineData("3/2", 17, 9)]
    [InlineData("5/4", 10, 11)]
    [InlineData("4/3", 3, 5)]
    public void Run_SuperResolution_GivesFactorTimesTheSize(string text, int height, int width)
    {
        Assert.True(Ratio.TryParse(text, out var factor));
        var request = new RestorationRequest { Spec = SmallSpecs.SuperResolve(factor, 3), Measurement = SyntheticImages.Waves(height, width) };

        var result = Restorer.Run(request, new RecordingObserver(), Token);

        Assert.Equal((factor.Scale(height), factor.Scale(width)), (result.Image.Height, result.Image.Width));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 33, 1)]
    [InlineData(3, 1, 40)]
    [InlineData(3, 31, 33)]
    [InlineData(1, 1, 1, true)]
    [InlineData(3, 31, 33, true)]
    public void Run_OddSizesAndGrey_KeepTheSize(int channels, int height, int width, bool seesCoordinates = false)
    {
        var spec = SmallSpecs.Denoise(2, seesCoordinates ? SmallSpecs.CoordinateHourglass : SmallSpecs.Hourglass);
        var request = new RestorationRequest { Spec = spec, Measurement = SyntheticImages.Waves(height, width, channels) };

        var result = Restorer.Run(request, new RecordingObserver(), Token);

        Assert.True(result.Image.HasShapeOf(request.Measurement));
        Assert.All(result.Image.ToArray(), value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Run_ConstantPicture_StaysFinite()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(60), Measurement = SyntheticImages.Constant(0) };

        var result = Restorer.Run(request, new RecordingObserver(), Token);

        Assert.All(result.Image.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameBits()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(15), Measurement = SyntheticImages.Waves(16, 16) };

        var first = Restorer.Run(request, new RecordingObserver(), Token);
        var second = Restorer.Run(request, new RecordingObserver(i => i % 2 == 0 ? IterationWants.Picture : IterationWants.Checkpoint), Token);
        var other = Restorer.Run(request with { Spec = SmallSpecs.Denoise(15, seed: 2) }, new RecordingObserver(), Token);

        Assert.Equal(first.Image.Samples.ToArray(), second.Image.Samples.ToArray());
        Assert.NotEqual(first.Image.Samples.ToArray(), other.Image.Samples.ToArray());
    }

    [Fact]
    public void Run_Cancelled_EndsWithinOneIterationAndKeepsThePicture()
    {
        using var cancellation = new CancellationTokenSource();
        var observer = new RecordingObserver(iteration =>
        {
            if (iteration == 5)
            {
                cancellation.Cancel();
            }

            return IterationWants.None;
        });

        var result = Restorer.Run(
            new RestorationRequest { Spec = SmallSpecs.Denoise(10_000), Measurement = SyntheticImages.Waves(16, 16) }, observer, cancellation.Token);

        Assert.Equal((StopReason.Cancelled, 5), (result.StopReason, result.Iterations));
    }

    [Fact]
    public void Run_FinishWanted_KeepsTheAveragedIterateOfThatIteration()
    {
        var observer = new RecordingObserver(iteration => iteration == 7 ? IterationWants.Picture | IterationWants.Finish : IterationWants.None);

        var result = Restorer.Run(
            new RestorationRequest { Spec = SmallSpecs.Denoise(10_000), Measurement = SyntheticImages.Waves(16, 16) }, observer, Token);

        Assert.Equal((StopReason.Finished, 7), (result.StopReason, result.BestIteration));
        Assert.Equal(observer.Reports.Single().Picture!.Samples.ToArray(), result.Image.Samples.ToArray());
    }

    [Fact]
    public void Run_ReportWithoutPicture_CarriesNumbersOnly()
    {
        var observer = new RecordingObserver(_ => IterationWants.Report);

        Restorer.Run(new RestorationRequest { Spec = SmallSpecs.Denoise(3), Measurement = SyntheticImages.Waves(16, 16) }, observer, Token);

        Assert.Equal([1, 2, 3], observer.Reports.Select(report => report.Iteration));
        Assert.All(observer.Reports, report => Assert.True(report.Picture is null && report.Loss > 0 && report.Iterations == 3));
    }

    [Theory]
    [InlineData("none", "mask.required")]
    [InlineData("size", "mask.size")]
    [InlineData("empty", "mask.empty")]
    [InlineData("full", "mask.full")]
    public void Run_InpaintingWithAnUnusableMask_IsRefusedByCode(string kind, string code)
    {
        var mask = kind switch
        {
            "none" => null,
            "size" => Hole(10, 12),
            "empty" => new KnownMask(12, 12, [.. Enumerable.Repeat((byte)1, 144)]),
            "full" => new KnownMask(12, 12, new byte[144]),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        var request = new RestorationRequest { Spec = SmallSpecs.Inpaint(1), Measurement = SyntheticImages.Waves(12, 12), KnownMask = mask };

        var refusal = Assert.Throws<InvalidSpecException>(() => Restorer.Run(request, new RecordingObserver(), Token));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void Run_ReferenceOfAnotherSize_IsRefusedByCode()
    {
        var request = new RestorationRequest
        {
            Spec = SmallSpecs.SuperResolve(new Ratio(2, 1), 1), Measurement = SyntheticImages.Waves(12, 12), Reference = SyntheticImages.Waves(12, 12),
        };

        Assert.Equal("reference.size", Assert.Throws<InvalidSpecException>(() => Restorer.Run(request, new RecordingObserver(), Token)).Code);
    }

    [Fact]
    public void Run_SeveralSeeds_AverageTheRunsOfEachAndTellTheirSpread()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(12) with { Seeds = 3 }, Measurement = SyntheticImages.Waves(16, 16) };
        var observer = new RecordingObserver(_ => IterationWants.Report);

        var result = Restorer.Run(request, observer, Token);

        var alone = Enumerable.Range(0, 3)
            .Select(member => Restorer.Run(request with { Spec = SmallSpecs.Denoise(12, seed: 1 + member) }, new RecordingObserver(), Token).Image).ToList();
        var mean = alone.Average(image => (double)image[1, 5, 7]);
        Assert.Equal(mean, result.Image[1, 5, 7], 1e-6); // rounding to single precision
        Assert.Equal(36, result.Iterations);
        Assert.Equal(Enumerable.Range(1, 36), observer.Reports.Select(report => report.Iteration));
        var variance = Enumerable.Range(0, 3).Average(channel => Variance([.. alone.Select(image => (double)image[channel, 5, 7])]));
        Assert.Equal(Math.Sqrt(variance), result.Spread![0, 5, 7], 1e-6); // three seeds have a spread
    }

    [Fact]
    public void Run_SeveralSeedsResumedInTheSecond_EqualsAnUninterruptedRun()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(12) with { Seeds = 2 }, Measurement = SyntheticImages.Waves(16, 16) };
        var observer = new RecordingObserver(iteration => iteration == 17 ? IterationWants.Checkpoint : IterationWants.None);
        var uninterrupted = Restorer.Run(request, observer, Token);
        using var stream = new MemoryStream();
        observer.Checkpoints.Single().Write(stream);
        stream.Position = 0;

        var resumed = Restorer.Run(request with { Checkpoint = Checkpoint.Read(stream) }, new RecordingObserver(), Token);

        Assert.Equal(uninterrupted.Image.ToArray(), resumed.Image.ToArray());
        Assert.Equal(uninterrupted.Spread!.ToArray(), resumed.Spread!.ToArray()); // two seeds have a spread
    }

    [Fact]
    public void Run_HoldOutOnNoise_KeepsTheBestIterateWhateverComesAfterIt()
    {
        var clean = SyntheticImages.Waves(64, 64);
        var noisy = WithNoise(clean, 0.15f);
        var request = new RestorationRequest
        {
            Spec = SmallSpecs.Denoise(2500, new HourglassSpec { Widths = [16, 16], SkipWidths = [8, 8], InputChannels = 8 }) with
            {
                StopRule = new StopRuleSpec { Kind = StopRuleKind.HoldOut, HoldOutShare = 0.1, Start = 50, Patience = 100 },
                NoiseDeviation = 0.15,
            },
            Measurement = noisy,
            Reference = clean,
        };
        var observer = new RecordingObserver(iteration => iteration % 10 == 0 ? IterationWants.Picture : IterationWants.None);

        var result = Restorer.Run(request, observer, Token);

        Assert.Equal(StopReason.Converged, result.StopReason);
        Assert.True(result.BestIteration < result.Iterations);
        Assert.True(result.Psnr > Psnr.Between(noisy, clean) + 3, $"{result.Psnr:F2} dB");
        Assert.Equal(observer.Reports.Single(report => report.Iteration == result.BestIteration).Psnr, result.Psnr);
        Assert.True(result.Psnr > observer.Reports.Max(report => report.Psnr) - 1, $"{result.Psnr:F2} of {observer.Reports.Max(report => report.Psnr):F2} dB");
    }

    [Fact]
    public void Run_NoisySuperResolution_DenoisesFirst()
    {
        var noisy = WithNoise(SyntheticImages.Waves(24, 24), 0.1f);
        var observer = new RecordingObserver(iteration => iteration == 0 ? IterationWants.Picture : IterationWants.None);
        var request = new RestorationRequest
        {
            Spec = SmallSpecs.SuperResolve(new Ratio(2, 1), 3) with { DenoisesFirst = null }, Measurement = noisy,
        };

        var result = Restorer.Run(request, observer, Token);

        Assert.Equal((48, 48), (result.Image.Height, result.Image.Width));
        Assert.NotEmpty(observer.Reports);
        Assert.All(observer.Reports, report => Assert.Equal((0, 48, 48), (report.Iteration, report.Picture!.Height, report.Picture.Width))); // a picture was wanted
    }

    [Fact]
    public void Run_SuperResolutionOfFineDetail_DoesNotTakeItForNoise()
    {
        var detailed = SyntheticDamage.BlotchyNoise(SyntheticImages.Waves(32, 32), 0.15); // as fine as noise, but neighbours share it
        var observer = new RecordingObserver(iteration => iteration == 0 ? IterationWants.Picture : IterationWants.None);
        var request = new RestorationRequest { Spec = SmallSpecs.SuperResolve(new Ratio(2, 1), 2) with { DenoisesFirst = null }, Measurement = detailed };

        Restorer.Run(request, observer, Token);

        Assert.True(NoiseLevel.Estimate(detailed) > 3 / 255d); // the level alone would not tell
        Assert.Empty(observer.Reports);
    }

    [Fact]
    public void Run_Guided_NeedsAGuideOfThePicturesSize()
    {
        var spec = SmallSpecs.Denoise(2, SmallSpecs.Hourglass with { InputChannels = 3 }) with { Method = RestorationMethod.GuidedPrior };
        var request = new RestorationRequest { Spec = spec, Measurement = SyntheticImages.Waves(16, 16) };

        Assert.Equal("guide.required", Assert.Throws<InvalidSpecException>(() => Restorer.Run(request, new RecordingObserver(), Token)).Code);
        Assert.Equal("guide.size", Assert.Throws<InvalidSpecException>(() =>
            Restorer.Run(request with { Guide = SyntheticImages.Waves(16, 18) }, new RecordingObserver(), Token)).Code);
        Assert.Equal(2, Restorer.Run(request with { Guide = SyntheticImages.Waves(16, 16) }, new RecordingObserver(), Token).Iterations);
    }

    [Theory]
    [InlineData(31, 33, 4)]
    [InlineData(17, 40, 3)]
    [InlineData(5, 1, 2)]
    public void Run_ShuffledBlocksOfOddPictures_GivePicturesOfTheirSize(int height, int width, int block)
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(3) with { ShuffledBlock = block }, Measurement = SyntheticImages.Waves(height, width) };

        var result = Restorer.Run(request, new RecordingObserver(), Token);

        Assert.True(result.Image.HasShapeOf(request.Measurement));
        Assert.All(result.Image.ToArray(), value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Run_SparseErrorResumed_EqualsAnUninterruptedRun()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(20) with { HasSparseError = true }, Measurement = WithNoise(SyntheticImages.Waves(16, 16), 0.2f) };
        var observer = new RecordingObserver(iteration => iteration == 9 ? IterationWants.Checkpoint : IterationWants.None);
        var uninterrupted = Restorer.Run(request, observer, Token);

        var resumed = Restorer.Run(request with { Checkpoint = observer.Checkpoints.Single() }, new RecordingObserver(), Token);

        Assert.Equal(uninterrupted.Image.ToArray(), resumed.Image.ToArray());
    }

    private static double Variance(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1);

    /// <summary>Independent noise of about the given deviation, the same on every machine: four uniform numbers are nearly Gaussian together.</summary>
    private static ImageBuffer WithNoise(ImageBuffer clean, float deviation)
    {
        var state = 1u;
        float Next()
        {
            state = (state * 1664525) + 1013904223;
            return (state >> 8) / (float)(1 << 24);
        }

        return SyntheticImages.Filled(clean.Channels, clean.Height, clean.Width, (c, y, x) =>
            Math.Clamp(clean[c, y, x] + (deviation * MathF.Sqrt(3) * (Next() + Next() + Next() + Next() - 2)), 0, 1));
    }

    private static KnownMask Hole(int height, int width) =>
        KnownMask.FromBrush(height, width, [.. Enumerable.Range(0, height * width).Select(i =>
            (byte)(Math.Abs((i / width) - (height / 2)) < 4 && Math.Abs((i % width) - (width / 2)) < 5 ? 255 : 0))]);

    private static float Mean(ImageBuffer picture) => picture.ToArray().Average();
}
