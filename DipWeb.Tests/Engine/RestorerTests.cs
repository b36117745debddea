using DipWeb.Engine;
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
    [InlineData(2, 17, 9)]
    [InlineData(3, 10, 11)]
    [InlineData(4, 8, 8)]
    [InlineData(8, 3, 5)]
    public void Run_SuperResolution_GivesFactorTimesTheSize(int factor, int height, int width)
    {
        var request = new RestorationRequest { Spec = SmallSpecs.SuperResolve(factor, 3), Measurement = SyntheticImages.Waves(height, width) };

        var result = Restorer.Run(request, new RecordingObserver(), Token);

        Assert.Equal((height * factor, width * factor), (result.Image.Height, result.Image.Width));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 33, 1)]
    [InlineData(3, 1, 40)]
    [InlineData(3, 31, 33)]
    public void Run_OddSizesAndGrey_KeepTheSize(int channels, int height, int width)
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(2, SmallSpecs.Hourglass), Measurement = SyntheticImages.Waves(height, width, channels) };

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
            Spec = SmallSpecs.SuperResolve(2, 1), Measurement = SyntheticImages.Waves(12, 12), Reference = SyntheticImages.Waves(12, 12),
        };

        Assert.Equal("reference.size", Assert.Throws<InvalidSpecException>(() => Restorer.Run(request, new RecordingObserver(), Token)).Code);
    }

    private static KnownMask Hole(int height, int width) =>
        KnownMask.FromBrush(height, width, [.. Enumerable.Range(0, height * width).Select(i =>
            (byte)(Math.Abs((i / width) - (height / 2)) < 4 && Math.Abs((i % width) - (width / 2)) < 5 ? 255 : 0))]);

    private static float Mean(ImageBuffer picture) => picture.ToArray().Average();
}
