using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Diagnostics;

public sealed class ImpulsesTests
{
    private static readonly ImageBuffer Clean = SyntheticImages.Waves(96, 96);

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.6)]
    public void Find_SaltAndPepperInEachChannelAlone_FindsNearlyAll(double share)
    {
        var damaged = SyntheticDamage.SaltAndPepper(Clean, share);

        var found = Impulses.Find(damaged);

        var (hits, falseAlarms) = Compare(found, damaged);
        Assert.InRange(hits, 0.95, 1); // in a steep place the neighbours themselves lie far apart
        Assert.InRange(falseAlarms, 0, 0.02);
    }

    [Fact]
    public void Find_DeadPixels_AreFoundOneByOne()
    {
        var damaged = SyntheticImages.Filled(3, 96, 96, (c, y, x) => y % 20 == 7 && x % 20 == 7 ? (Clean[c, y, x] > 0.5f ? 0 : 1) : Clean[c, y, x]);

        var found = Impulses.Find(damaged);

        Assert.False(found[7, 7]);
        Assert.InRange(Compare(found, damaged).FalseAlarms, 0, 0.002);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(50)]
    public void Share_CleanOrGaussianNoise_IsLow(double greyLevels) =>
        Assert.InRange(Impulses.Share(SyntheticDamage.Noise(Clean, greyLevels / 255)), 0, 0.02);

    [Fact]
    public void Share_FineStripes_AreTexture()
    {
        var stripes = SyntheticImages.Filled(1, 64, 64, (_, y, x) => (x + y) % 4 < 2 ? 0.1f : 0.9f);

        Assert.InRange(Impulses.Share(stripes), 0, 0.01); // the corners of the picture have few neighbours
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 20)]
    [InlineData(20, 20)]
    public void Share_ConstantPictureOfAnySize_IsZero(int height, int width) =>
        Assert.Equal(0, Impulses.Share(SyntheticImages.Constant(0f, 3, height, width)));

    [Fact]
    public void FindByChannel_OneChannelHit_LeavesTheOthersKnown()
    {
        var damaged = SyntheticImages.Filled(3, 96, 96, (c, y, x) => c == 1 && y == 40 && x == 30 ? 1 : Clean[c, y, x]);

        var found = Impulses.FindByChannel(damaged);

        Assert.Equal((true, false, true), (found[0][40, 30], found[1][40, 30], found[2][40, 30]));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void AreSaltAndPepper_BlackAndWhiteAlone(double share)
    {
        var damaged = SyntheticDamage.SaltAndPepper(Clean, share);
        var grey = SyntheticImages.Filled(3, 96, 96, (c, y, x) => damaged[c, y, x] == Clean[c, y, x] ? Clean[c, y, x] : 0.1f + (0.8f * damaged[c, y, x]));

        Assert.True(Impulses.AreSaltAndPepper(damaged, Impulses.FindByChannel(damaged)));
        Assert.False(Impulses.AreSaltAndPepper(grey, Impulses.FindByChannel(grey)));
    }

    [Fact]
    public void WithoutContradicted_SampleFarFromTheRestoration_IsBelievedNoMore()
    {
        var measured = SyntheticDamage.Noise(Clean, 0.01);
        var hit = SyntheticImages.Filled(3, 96, 96, (c, y, x) => c == 2 && y == 8 && x == 9 ? (Clean[c, y, x] > 0.5f ? 0.1f : 0.9f) : measured[c, y, x]);
        KnownMask[] all = [.. Enumerable.Repeat(new KnownMask(96, 96, [.. Enumerable.Repeat((byte)1, 96 * 96)]), 3)];

        var trusted = Impulses.WithoutContradicted(all, hit, Clean);

        Assert.Equal([0, 0, 1], trusted.Select(mask => mask.HoleCount));
        Assert.False(trusted[2][8, 9]);
    }

    /// <summary>An impulse counts if it differs by more than 0.15; what differs by less is neither hit nor false alarm.</summary>
    private static (double Hits, double FalseAlarms) Compare(KnownMask known, ImageBuffer damaged)
    {
        var (hits, found, clean, alarms) = (0, 0, 0, 0);
        for (var y = 0; y < known.Height; y++)
        {
            for (var x = 0; x < known.Width; x++)
            {
                var jump = Enumerable.Range(0, 3).Max(c => Math.Abs(damaged[c, y, x] - Clean[c, y, x]));
                hits += jump > 0.15f ? 1 : 0;
                found += jump > 0.15f && !known[y, x] ? 1 : 0;
                clean += jump < 1 / 255f ? 1 : 0;
                alarms += jump < 1 / 255f && !known[y, x] ? 1 : 0;
            }
        }

        return (found / (double)hits, alarms / (double)clean);
    }
}
