using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Engine.StopRules;
using DipWeb.Tests.TestKit;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Tests.Engine.StopRules;

/// <summary>What every stop rule must do. A new rule joins by one entry.</summary>
[NoTensorLeaks]
public sealed class StopRuleContractTests
{
    private const int Side = 24;

    private static readonly Dictionary<string, StopRuleSpec> Rules = new()
    {
        ["fixed"] = new() { Kind = StopRuleKind.Fixed },
        ["hold-out"] = new() { Kind = StopRuleKind.HoldOut, HoldOutShare = 0.1, Start = 10, Patience = 100 },
        ["hold-out in the shape of holes"] = new() { Kind = StopRuleKind.HoldOut, HoldOutShare = 0.05, HoldsOutHoles = true, Start = 10, Patience = 100 },
        ["plateau"] = new() { Kind = StopRuleKind.Plateau, HoldOutShare = 0.1, Start = 10, Patience = 100 },
        ["windowed variance"] = new() { Kind = StopRuleKind.WindowedVariance, Start = 10, Patience = 100 },
        ["moving variance"] = new() { Kind = StopRuleKind.MovingVariance, Start = 10, Patience = 100 },
        ["discrepancy"] = new() { Kind = StopRuleKind.Discrepancy },
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Look_AfterRestoring_SaysWhatItWouldHaveSaid(string name)
    {
        const double Noise = 1e-5; // too little for the discrepancy to end, for a rule that has ended is overruled
        using var uninterrupted = new Watch(Rules[name], SyntheticImages.Waves(Side, Side), Noise);
        using var resumed = new Watch(Rules[name], SyntheticImages.Waves(Side, Side), Noise);
        uninterrupted.Run(from: 1, to: 150);
        resumed.Rule.Restore(uninterrupted.Rule.Capture(TensorImage.ToArray));

        var (expected, actual) = (uninterrupted.Run(151, 300), resumed.Run(151, 300));

        Assert.Equal(expected, actual);
        Assert.Equal(uninterrupted.Rule.Score, resumed.Rule.Score);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Look_ConstantGreyPictureOfOnePixelHeight_HasNoScoreThatIsNoNumber(string name)
    {
        using var watch = new Watch(Rules[name], SyntheticImages.Constant(0.5f, channels: 1, height: 1, width: 40));

        watch.Run(1, 200);

        Assert.True(watch.Rule.Score is null or >= 0);
        Assert.True(watch.Rule.EstimatedPsnr is null or > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Look_RunThatNeverGetsBetter_EndsExceptWhereItShouldNot(string name)
    {
        var picture = SyntheticImages.Waves(Side, Side);
        using var watch = new Watch(Rules[name], picture, noise: 1e-3); // less than what the iterates miss, so that the discrepancy waits

        var verdicts = watch.Run(1, 1000, drift: iteration => iteration < 150 ? 0.15f - (0.0005f * iteration) : 0.0005f * iteration);

        Assert.Equal(Rules[name].Kind is not (StopRuleKind.Fixed or StopRuleKind.Discrepancy), verdicts.Any(verdict => verdict.IsOver));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Look_ContinuedAfterItsEnd_IsOverruled(string name)
    {
        using var ended = new Watch(Rules[name], SyntheticImages.Waves(Side, Side), noise: 0.1);
        ended.Run(1, 800, drift: iteration => iteration < 100 ? 0.01f : 0.0002f * iteration);
        using var continued = new Watch(Rules[name], SyntheticImages.Waves(Side, Side), noise: 0.1);
        continued.Rule.Restore(ended.Rule.Capture(TensorImage.ToArray));

        var verdicts = continued.Run(801, 1600, drift: iteration => 0.0002f * iteration);

        Assert.DoesNotContain(verdicts, verdict => verdict.IsOver);
    }

    [Fact]
    public void HoldOut_FitThatTurnsToTheNoise_PicksTheBestIterate()
    {
        const double Noise = 0.1;
        using var generator = new torch.Generator(3, torch.CPU);
        var clean = SyntheticImages.Waves(96, 96);
        var noisy = WithNoise(clean, Noise, generator);
        using var watch = new Watch(Rules["hold-out"] with { Patience = 1000 }, noisy, Noise);

        // Blends from grey to the clean picture at iteration 300, and on to the noisy one.
        using var scope = torch.NewDisposeScope();
        var (x, y) = (TensorImage.ToTensor(clean, torch.CPU), TensorImage.ToTensor(noisy, torch.CPU));
        var best = 0;
        for (var iteration = 1; iteration <= 600; iteration++)
        {
            // The fit knows nothing of the noise at samples that it never sees, so what it takes from elsewhere is an error there.
            var share = iteration <= 300 ? iteration / 300f : (iteration - 300) / 300f;
            var iterate = iteration <= 300 ? torch.lerp(torch.full_like(x, 0.5f), x, share) : torch.lerp(x, y, share);
            var prediction = iteration <= 300 ? iterate : x + (share * (y - x).roll(1, 3));
            var verdict = watch.Take(iteration, iterate, prediction);
            best = verdict.IsBest ? iteration : best;
        }

        // The score lags behind by some looks, and the noise of 900 held-out samples moves the minimum a little.
        Assert.InRange(best, 250, 360);
    }

    [Fact]
    public void Discrepancy_FitReachesTheNoise_EndsThere()
    {
        using var watch = new Watch(Rules["discrepancy"], SyntheticImages.Waves(Side, Side), noise: 0.05);

        var verdicts = watch.Run(1, 500, drift: iteration => 0.2f - (0.0004f * iteration));

        // 0.98 of a variance of 0.05² is reached where the drift is 0.0495, at 376; the average of losses comes there some 20 later.
        Assert.InRange(verdicts.FindIndex(verdict => verdict.IsOver) * StopRule.Interval, 370, 420);
    }

    private static ImageBuffer WithNoise(ImageBuffer clean, double deviation, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var noise = TensorImage.ToArray(torch.empty(clean.Samples.Length).normal_(0, deviation, generator));
        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, [.. clean.ToArray().Zip(noise, (sample, error) => sample + error)]);
    }

    /// <summary>A rule over a problem, and iterates that drift away from the measurement by a known amount.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly RestorationProblem _problem;
        private readonly Tensor _measured;
        private readonly torch.Generator _generator = new(5, torch.CPU);

        public Watch(StopRuleSpec rule, ImageBuffer picture, double noise = 0.05)
        {
            var known = KnownMask.FromBrush(picture.Height, picture.Width, [.. Enumerable.Range(0, picture.PixelCount).Select(i => (byte)(i % 37 == 5 ? 255 : 0))]);
            _problem = new RestorationProblem(new RestorationRequest
            {
                Spec = SmallSpecs.Denoise(1000) with { StopRule = rule, NoiseDeviation = noise },
                Measurement = picture,
                KnownMask = rule.HoldsOutHoles ? known : null,
            });
            Rule = StopRuleFactory.Create(_problem, _generator);
            using var comparison = torch.NewDisposeScope();
            _measured = TensorImage.ToTensor(new NetworkPadding(picture.Height, picture.Width, 4, 8).Extend(picture), torch.CPU).DetachFromDisposeScope();
        }

        public StopRule Rule { get; }

        public List<StopVerdict> Run(int from, int to, Func<int, float>? drift = null)
        {
            var verdicts = new List<StopVerdict>();
            for (var iteration = from; iteration <= to; iteration++)
            {
                using var scope = torch.NewDisposeScope();
                var iterate = _measured + (drift?.Invoke(iteration) ?? (0.1f / iteration));
                var verdict = Take(iteration, iterate, iterate);
                if (iteration % StopRule.Interval == 0)
                {
                    verdicts.Add(verdict);
                }
            }

            return verdicts;
        }

        public StopVerdict Take(int iteration, Tensor iterate, Tensor prediction)
        {
            Rule.Observe(new Observation(iteration, iterate, prediction, (iterate - _measured).square().mean()));
            return iteration % StopRule.Interval == 0 ? Rule.Look(iteration, prediction) : default;
        }

        public void Dispose()
        {
            _measured.Dispose();
            Rule.Dispose();
            _problem.Dispose();
            _generator.Dispose();
        }
    }
}
