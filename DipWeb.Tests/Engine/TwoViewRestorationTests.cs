using DipWeb.Engine;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine;

[NoTensorLeaks]
public sealed class TwoViewRestorationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(48)]
    [InlineData(null)]
    public void Run_TwoViews_RemovesNoise(int? window)
    {
        var clean = SyntheticImages.Waves(96, 96);
        var noisy = SyntheticDamage.Noise(clean, 0.1);
        var spec = SmallSpecs.TwoViews(500) with { Network = new TwoViewSpec { Width = 16, Window = window, Averaging = 0.9 } };

        var result = Restorer.Run(new RestorationRequest { Spec = spec, Measurement = noisy, Reference = clean }, new RecordingObserver(), Token);

        Assert.True(result.Psnr > Psnr.Between(noisy, clean) + 3, $"{result.Psnr:F2} dB of {Psnr.Between(noisy, clean):F2}");
    }

    [Fact]
    public void Run_TwoViewsBeforeTheyLearntAnything_ShowThePicture()
    {
        var noisy = SyntheticDamage.Noise(SyntheticImages.Waves(40, 40), 0.1);
        var observer = new RecordingObserver(iteration => iteration == 3 ? IterationWants.Picture : IterationWants.None);

        Restorer.Run(new RestorationRequest { Spec = SmallSpecs.TwoViews(200), Measurement = noisy }, observer, Token);

        Assert.True(Psnr.Between(observer.Reports.Single().Picture!, noisy) > 30); // black would be at 5
    }

    [Fact]
    public void Run_NoiseInFewOfTheWindows_IsNoDivergence()
    {
        var night = SyntheticDamage.Noise(SyntheticImages.Filled(1, 400, 400, (_, y, x) => y < 40 && x < 40 ? 0.5f : 0), 0.1);
        float[] clipped = [.. night.ToArray().Select((sample, i) => i / 400 < 40 && i % 400 < 40 ? sample : 0)];

        var result = Restorer.Run(
            new RestorationRequest { Spec = SmallSpecs.TwoViews(1000), Measurement = new ImageBuffer(1, 400, 400, clipped) }, new RecordingObserver(), Token);

        Assert.Equal(StopReason.IterationBudget, result.StopReason);
    }

    [Fact]
    public void Run_PictureSmallerThanTheWindow_Works()
    {
        var noisy = SyntheticDamage.Noise(SyntheticImages.Waves(7, 90), 0.1);

        var result = Restorer.Run(new RestorationRequest { Spec = SmallSpecs.TwoViews(20), Measurement = noisy }, new RecordingObserver(), Token);

        Assert.Equal((7, 90), (result.Image.Height, result.Image.Width));
        Assert.All(result.Image.ToArray(), sample => Assert.InRange(sample, 0f, 1f));
    }

    [Fact]
    public void Run_TwoViewsResumed_EqualsAnUninterruptedRun()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.TwoViews(60), Measurement = SyntheticDamage.Noise(SyntheticImages.Waves(64, 50), 0.1) };
        var observer = new RecordingObserver(iteration => iteration == 33 ? IterationWants.Checkpoint : IterationWants.None);
        var uninterrupted = Restorer.Run(request, observer, Token);

        var resumed = Restorer.Run(request with { Checkpoint = observer.Checkpoints.Single() }, new RecordingObserver(), Token);

        Assert.Equal(uninterrupted.Image.ToArray(), resumed.Image.ToArray());
        Assert.Equal(uninterrupted.Loss, resumed.Loss);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void Run_CancelledWhileItIsPrepared_GoesOnAsIfItHadNot(int begunAt)
    {
        var spec = SmallSpecs.Denoise(20) with { TwoViewShare = null, TwoViewIterations = 30, StopRule = new StopRuleSpec { Kind = StopRuleKind.HoldOut, HoldOutShare = 0.05 } };
        var request = new RestorationRequest { Spec = spec, Measurement = SyntheticDamage.Noise(SyntheticImages.Waves(31, 33), 0.1) };
        var observer = new RecordingObserver(iteration => iteration == begunAt && begunAt > 0 ? IterationWants.Checkpoint : IterationWants.None);
        var uninterrupted = Restorer.Run(request, observer, Token);
        using var cancellation = new CancellationTokenSource();
        var impatient = new RecordingObserver(iteration =>
        {
            cancellation.Cancel();
            return IterationWants.None;
        });

        var cancelled = Restorer.Run(request with { Checkpoint = observer.Checkpoints.SingleOrDefault() }, impatient, cancellation.Token);
        var resumed = Restorer.Run(request with { Checkpoint = impatient.Checkpoints.Single() }, new RecordingObserver(), Token);

        Assert.Equal((StopReason.Cancelled, begunAt), (cancelled.StopReason, cancelled.Iterations));
        Assert.Equal((31, 33), (cancelled.Image.Height, cancelled.Image.Width));
        Assert.Equal(uninterrupted.Image.ToArray(), resumed.Image.ToArray());
        Assert.Equal((uninterrupted.Loss, uninterrupted.EstimatedPsnr), (resumed.Loss, resumed.EstimatedPsnr));
    }

    [Fact]
    public void Run_ShareLeftOpen_TrustsTheDenoiserUntilThePriorIsWorthIt()
    {
        var clean = SyntheticImages.Waves(96, 96);
        var spec = SmallSpecs.Denoise(300) with { TwoViewIterations = 250, StopRule = new StopRuleSpec { Kind = StopRuleKind.HoldOut, HoldOutShare = 0.05, Start = 1 } };
        var request = new RestorationRequest { Spec = spec, Measurement = SyntheticDamage.Noise(clean, 0.1), Reference = clean };
        var observer = new RecordingObserver(iteration => iteration is 1 or 20 ? IterationWants.Picture : IterationWants.None);

        var open = Restorer.Run(request with { Spec = spec with { TwoViewShare = null } }, observer, Token);
        var half = Restorer.Run(request with { Spec = spec with { TwoViewShare = 0.5 } }, new RecordingObserver(), Token);

        // The denoiser alone is at 31 dB, this small prior at 25.
        Assert.All(observer.Reports, report => Assert.True(report.Psnr > 28, $"{report.Psnr:F2} dB at {report.Iteration}"));
        Assert.True(open.Psnr > half.Psnr + 1, $"{open.Psnr:F2} and {half.Psnr:F2} dB");
    }

    [Fact]
    public void Run_PriorAveragedWithTwoViews_BeatsEither()
    {
        var clean = SyntheticImages.Waves(96, 96);
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(250), Measurement = SyntheticDamage.Noise(clean, 0.1), Reference = clean };

        var prior = Restorer.Run(request, new RecordingObserver(), Token);
        var views = Restorer.Run(request with { Spec = SmallSpecs.TwoViews(80) with { Network = new TwoViewSpec(), LearningRate = 0.003 } }, new RecordingObserver(), Token);
        var mean = Restorer.Run(request with { Spec = request.Spec with { TwoViewShare = 0.5, TwoViewIterations = 80 } }, new RecordingObserver(), Token);

        Assert.True(mean.Psnr > Math.Max(prior.Psnr!.Value, views.Psnr!.Value) + 0.5, $"{mean.Psnr:F2} of {prior.Psnr:F2} and {views.Psnr:F2} dB");
        Assert.InRange(mean.Loss, prior.Loss * 0.5, prior.Loss * 2); // what the prior is averaged with has no part in it
    }

    [Fact]
    public void Run_TwoViewsBesideAndCorrelatedNoise_LeavesThemOut()
    {
        var spec = SmallSpecs.Denoise(5) with { NoiseKind = NoiseKind.Correlated };
        var request = new RestorationRequest { Spec = spec, Measurement = SyntheticImages.Waves(24, 24) };

        var mean = Restorer.Run(request with { Spec = spec with { TwoViewShare = 0.5 } }, new RecordingObserver(), Token);

        Assert.Equal(Restorer.Run(request, new RecordingObserver(), Token).Image.ToArray(), mean.Image.ToArray());
    }

    [Fact]
    public void Run_TwoViewsBesideResumed_EqualsAnUninterruptedRun()
    {
        var spec = SmallSpecs.Denoise(40) with
        {
            TwoViewShare = 0.5, TwoViewIterations = 30, ModelsClipping = true, NoiseDeviation = 0.1, StopRule = new StopRuleSpec { Kind = StopRuleKind.HoldOut, HoldOutShare = 0.05, Start = 1 },
        };
        var request = new RestorationRequest { Spec = spec, Measurement = SyntheticDamage.Noise(SyntheticImages.Waves(31, 33), 0.1) };
        var observer = new RecordingObserver(iteration => iteration == 19 ? IterationWants.Checkpoint : IterationWants.None);
        var uninterrupted = Restorer.Run(request, observer, Token);

        var resumed = Restorer.Run(request with { Checkpoint = observer.Checkpoints.Single() }, new RecordingObserver(), Token);

        Assert.Equal(uninterrupted.Image.ToArray(), resumed.Image.ToArray());
        Assert.Equal((uninterrupted.Loss, uninterrupted.EstimatedPsnr), (resumed.Loss, resumed.EstimatedPsnr));
    }
}
