using DipWeb.Engine.Imaging;
using DipWeb.Engine.Objectives;
using DipWeb.Engine.StopRules;
using DipWeb.Tests.TestKit;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Tests.Engine.StopRules;

[NoTensorLeaks]
public sealed class ErrorEstimateTests
{
    private const int Side = 256;

    [Theory]
    [InlineData(15, 5)]
    [InlineData(25, 5)]
    [InlineData(50, 5)]
    public void Psnr_PictureSmoothedMoreOrLess_IsNearTheTruth(int deviation, int window)
    {
        using var scope = torch.NewDisposeScope();
        var (clean, noisy, heldOut) = Damaged(deviation / 255d, isClipped: false);
        using var estimate = new ErrorEstimate(noisy, 1 - heldOut, heldOut, deviation: null, deviation / 255d, isClipped: false);
        var smoothed = Smoothed(noisy + estimate.KnownNoise, heldOut, window);

        var psnr = estimate.Psnr(smoothed, prediction: smoothed);

        // A box of 25 pixels errs by a twentieth of the noise's variance, about as real runs do. 200,000 samples leave a standard error of a seventh of a decibel.
        Assert.NotNull(psnr);
        Assert.Equal(Truth(smoothed, clean), psnr.Value, 0.5);
    }

    [Fact]
    public void Psnr_SigmaGiven_IsBelieved()
    {
        using var scope = torch.NewDisposeScope();
        var (_, noisy, heldOut) = Damaged(25 / 255d, isClipped: false);
        double? With(double deviation)
        {
            using var estimate = new ErrorEstimate(noisy, 1 - heldOut, heldOut, deviation / 255, deviation / 255, isClipped: false);
            var smoothed = Smoothed(noisy + estimate.KnownNoise, heldOut, 5);
            return estimate.Psnr(smoothed, prediction: smoothed);
        }

        Assert.True(With(24) < With(25));
        Assert.Null(With(40)); // more noise than there is
    }

    [Theory]
    [InlineData(15, 0.5)]
    [InlineData(50, 0.5)]
    [InlineData(25, 0.4)]
    public void Psnr_MeanWithWhatFollowsEveryPixel_IsNearTheTruth(int deviation, double share)
    {
        using var scope = torch.NewDisposeScope();
        var (clean, noisy, heldOut) = Damaged(deviation / 255d, isClipped: false);
        using var alone = new ErrorEstimate(noisy, 1 - heldOut, heldOut, deviation: null, deviation / 255d, isClipped: false);
        using var estimate = new ErrorEstimate(noisy, 1 - heldOut, heldOut, deviation: null, deviation / 255d, isClipped: false);
        estimate.AverageWith(share, Follow(noisy), Follow);
        var prior = Smoothed(noisy + estimate.KnownNoise, heldOut, 5);
        Tensor Follow(Tensor values) => (values * 0.3) + (Smoothed(values, torch.zeros_like(heldOut), 3) * 0.7);
        var mean = torch.lerp(prior, Follow(noisy), share);

        var psnr = estimate.Psnr(mean, prior, share);

        // It follows a fifth of the noise: left out, the estimate would be null, the residual being smaller than the noise.
        Assert.NotNull(psnr);
        Assert.Equal(Truth(mean, clean), psnr.Value, 0.5);
        Assert.Null(alone.Psnr(mean, prior));
    }

    [Fact]
    public void Psnr_ClippedNoise_IsThatOfThePictureAndNotOfTheMeasurement()
    {
        using var scope = torch.NewDisposeScope();
        var (clean, noisy, heldOut) = Damaged(50 / 255d, isClipped: true);
        var noise = new ClippedNoise(50 / 255d);
        using var judged = new ErrorEstimate(noisy, 1 - heldOut, heldOut, deviation: null, 50 / 255d, isClipped: true);
        var estimate = Unclipped(Smoothed(noisy + judged.KnownNoise, heldOut, 7), noise);

        var psnr = judged.Psnr(estimate, noise.Mean(estimate));

        Assert.NotNull(psnr);
        Assert.Equal(Truth(estimate, clean), psnr.Value, 1.0); // inverting the mean amplifies the error unevenly, and the factor is one number
    }

    [Fact]
    public void Psnr_TextureThatWasSmoothedAwayUnderClippedNoise_IsMissed()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(12, torch.CPU);
        const double Deviation = 50 / 255d;
        var smooth = TensorImage.ToTensor(SyntheticImages.Filled(3, Side, Side, (_, y, x) => 0.75f + (0.03f * MathF.Sin((x + y) / 9f))), torch.CPU);
        var clean = smooth + ((torch.randint(2, smooth.shape, generator: generator) - 0.5) * 0.12);

        // One draw of the noise leaves a standard error of 0.2 dB, the mean of eight less than 0.1.
        var psnr = Enumerable.Range(0, 8).Average(draw =>
        {
            var (noisy, heldOut) = Measured(clean, Deviation, isClipped: true, seed: draw);
            using var estimate = new ErrorEstimate(noisy, 1 - heldOut, heldOut, Deviation, Deviation, isClipped: true);
            return estimate.Psnr(smooth, new ClippedNoise(Deviation).Mean(smooth)) ?? double.NaN;
        });

        Assert.Equal(Truth(smooth, clean), psnr, 0.4);
    }

    [Theory]
    [InlineData(0.2, 0.98)]
    [InlineData(0.2, 0.75)]
    [InlineData(0.1, 0.05)]
    public void ClippedNoise_SmallError_IsSeenByItsShare(double deviation, double level)
    {
        const double Error = 0.02;
        using var scope = torch.NewDisposeScope();
        var noise = new ClippedNoise(deviation);
        var estimate = torch.full(1, level, torch.ScalarType.Float64);
        double Seen(double error)
        {
            var clean = estimate + error;
            return ((noise.Mean(estimate) - noise.Mean(clean)).square() + noise.Variance(clean) - noise.Variance(estimate)).item<double>();
        }

        Assert.Equal((Seen(Error) + Seen(-Error)) / 2 / (Error * Error), noise.ErrorShare(estimate).item<double>(), 0.02);
    }

    [Theory]
    [InlineData(0.05, 0.0)]
    [InlineData(0.05, 0.5)]
    [InlineData(0.2, 0.85)]
    [InlineData(0.2, 0.98)]
    public void ClippedNoise_ManySamples_HaveItsMeanAndVariance(double deviation, double level)
    {
        const int Samples = 400_000;
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(9, torch.CPU);
        var clean = torch.full(1, (float)level);
        var samples = (clean + torch.empty(Samples).normal_(0, deviation, generator)).clamp(0, 1);
        var noise = new ClippedNoise(deviation);

        // Five standard errors of the mean, and of the variance of something near normal.
        Assert.Equal(samples.mean().item<float>(), noise.Mean(clean).item<float>(), 5 * deviation / Math.Sqrt(Samples));
        Assert.Equal(samples.var().item<float>(), noise.Variance(clean).item<float>(), 5 * deviation * deviation * Math.Sqrt(2d / Samples));
    }

    [Fact]
    public void ClippedNoise_SamplesPileUp_IsSeen()
    {
        var bright = SyntheticImages.Filled(1, 40, 40, (_, y, x) => (x + y) % 9 == 0 ? 1 : 0.8f);

        Assert.True(ClippedNoise.IsIn(bright, 0.1));
        Assert.False(ClippedNoise.IsIn(bright, 0.001));
        Assert.False(ClippedNoise.IsIn(SyntheticImages.Waves(40, 40), 0.1));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    public void Psnr_SigmaAssumedWrongly_IsThatOfTheRightOne(double assumed)
    {
        using var scope = torch.NewDisposeScope();
        var (clean, noisy, heldOut) = Damaged(25 / 255d, isClipped: false);
        using var estimate = new ErrorEstimate(noisy, 1 - heldOut, heldOut, 25 / 255d, assumed / 255, isClipped: false);
        var smoothed = Smoothed(noisy + estimate.KnownNoise, heldOut, 3); // follows a ninth of the noise

        Assert.Equal(Truth(smoothed, clean), estimate.Psnr(smoothed, prediction: smoothed) ?? 0, 0.5);
    }

    /// <summary>A picture with much light in it, noise upon it, and a tenth of the pixels held out.</summary>
    private static (Tensor Clean, Tensor Noisy, Tensor HeldOut) Damaged(double deviation, bool isClipped)
    {
        var clean = TensorImage.ToTensor(SyntheticImages.Filled(3, Side, Side, (c, y, x) => 0.7f + (0.2f * MathF.Sin((x + (5 * c)) / 23f)) - (y > 90 ? 0.15f : 0)), torch.CPU);
        var (noisy, heldOut) = Measured(clean, deviation, isClipped);
        return (clean, noisy, heldOut);
    }

    private static (Tensor Noisy, Tensor HeldOut) Measured(Tensor clean, double deviation, bool isClipped, int seed = 11)
    {
        using var generator = new torch.Generator((ulong)seed, torch.CPU);
        var noisy = clean + torch.empty(clean.shape).normal_(0, deviation, generator);
        var heldOut = (torch.empty(1, 1, Side, Side).uniform_(0, 1, generator) < 0.1).to_type(torch.ScalarType.Float32);
        return (isClipped ? noisy.clamp(0, 1) : noisy, heldOut);
    }

    /// <summary>Box means over the pixels that are not held out: at held-out pixels they know nothing of the noise there.</summary>
    private static Tensor Smoothed(Tensor noisy, Tensor heldOut, int window)
    {
        Tensor Sum(Tensor values) => torch.nn.functional.avg_pool2d(values, window, 1, window / 2, count_include_pad: true);
        return Sum(noisy * (1 - heldOut)) / Sum(1 - heldOut);
    }

    /// <summary>The picture whose clipped measurement has this mean, by Newton's method.</summary>
    private static Tensor Unclipped(Tensor mean, ClippedNoise noise)
    {
        var clean = mean.clone();
        for (var round = 0; round < 20; round++)
        {
            clean = (clean - ((noise.Mean(clean) - mean) / noise.Slope(clean).clamp_min(0.2))).clamp(0, 1);
        }

        return clean;
    }

    private static double Truth(Tensor estimate, Tensor clean) => -10 * Math.Log10((estimate - clean).square().mean().item<float>());
}
