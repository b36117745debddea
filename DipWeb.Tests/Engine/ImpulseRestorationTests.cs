using DipWeb.Engine;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine;

[NoTensorLeaks]
public sealed class ImpulseRestorationTests
{
    private static readonly RestorationSpec Spec = SmallSpecs.Denoise(150) with
    {
        Task = "impulse", KnownPixels = new KnownPixels.Impulses(), Fidelity = Fidelity.Absolute, KeepsKnownPixels = true,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_SaltAndPepperInEachChannelAlone_KeepsEverySampleThatWasNotHit()
    {
        var clean = SyntheticImages.Waves(48, 48);
        var damaged = SyntheticDamage.SaltAndPepper(clean, 0.2);
        var result = Restorer.Run(new RestorationRequest { Spec = Spec, Measurement = damaged, Reference = clean }, new RecordingObserver(), Token);

        var known = Impulses.FindByChannel(damaged);
        Assert.All(Enumerable.Range(0, 48 * 48), i => Assert.True(known[1].Values[i] == 0 || result.Image.Plane(1)[i] == damaged.Plane(1)[i]));
        Assert.True(result.Psnr > 30, $"{result.Psnr:F1} dB");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_ImpulsesOfAnyValue_DoesNotKeepWhatWasOverlooked(int channels)
    {
        // Two by two alike, so that the eye that looks for lonely samples passes over them, and single ones that it finds.
        var clean = SyntheticImages.Waves(64, 64, channels);
        var damaged = SyntheticImages.Filled(channels, 64, 64, (c, y, x) => (y % 16 / 2, x % 16 / 2) switch
        {
            (3, 3) => Opposite(clean[c, y, x]),
            (6, 6) when y % 2 == 0 && x % 2 == 0 => Opposite(clean[c, y, x]),
            _ => clean[c, y, x],
        });
        Assert.True(Impulses.Find(damaged)[6, 6]); // overlooked
        Assert.False(Impulses.Find(damaged)[12, 12]);

        var result = Restorer.Run(new RestorationRequest { Spec = Spec, Measurement = damaged, Reference = clean }, new RecordingObserver(), Token);

        Assert.NotEqual(damaged[0, 6, 6], result.Image[0, 6, 6]);
        Assert.True(result.Psnr > Psnr.Between(damaged, clean) + 6, $"{result.Psnr:F1} dB of {Psnr.Between(damaged, clean):F1}");
    }

    private static float Opposite(float sample) => sample > 0.5f ? 0.1f : 0.9f;
}
