using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Optimization;

public sealed class FindingsTests
{
    private const int Side = 64;

    [Fact]
    public void Of_PixelsLostAtRandom_FindsTheirValueAndThem()
    {
        var lost = Scattered();
        var damaged = lost.Composite(SyntheticImages.Waves(Side, Side), SyntheticImages.Constant(0, 3, Side, Side));

        var findings = Findings.Of(Request(damaged, new KnownPixels.LostValue(null)));

        Assert.Equal(lost.Values.ToArray(), findings.Known?.Values.ToArray());
    }

    [Fact]
    public void Of_PixelsLostAtRandomWithAMask_BelievesTheMask()
    {
        var mask = Scattered();
        var request = Request(SyntheticImages.Waves(Side, Side), new KnownPixels.LostValue(null)) with { KnownMask = mask };

        Assert.Equal(mask.Values.ToArray(), Findings.Of(request).Known?.Values.ToArray());
    }

    [Fact]
    public void Of_NothingLost_IsRefusedByCode()
    {
        var request = Request(SyntheticImages.Waves(Side, Side), new KnownPixels.LostValue(null));

        Assert.Equal("damage.none", Assert.Throws<InvalidSpecException>(() => Findings.Of(request)).Code);
    }

    [Fact]
    public void Of_EveryValueLost_IsRefusedByCode()
    {
        var request = Request(SyntheticImages.Constant(0, 3, Side, Side), new KnownPixels.LostValue(0));

        Assert.Equal("mask.full", Assert.Throws<InvalidSpecException>(() => Findings.Of(request)).Code);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Of_EverySecondRow_BelievesTheOthers(bool keepsEven, int firstKnown)
    {
        var known = Findings.Of(Request(SyntheticImages.Waves(Side, Side), new KnownPixels.EverySecondRow(keepsEven))).Known;

        Assert.NotNull(known);
        Assert.All(Enumerable.Range(0, Side), row => Assert.Equal(row % 2 == firstKnown, known[row, 5]));
    }

    [Fact]
    public void Of_APaintedHoleAndLostPixels_BelievesNeither()
    {
        var painted = KnownMask.FromBrush(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(i < 5 * Side ? 255 : 0))]);
        var request = Request(SyntheticImages.Waves(Side, Side), new KnownPixels.EverySecondRow(KeepsEven: true)) with { KnownMask = painted };

        var known = Findings.Of(request).Known;

        Assert.NotNull(known);
        Assert.Equal((false, false, true, false), (known[4, 0], known[5, 0], known[6, 0], known[7, 0]));
    }

    [Fact]
    public void Of_ShiftedRows_DoesNotBelieveWhatCameInFromTheOtherSide()
    {
        var picture = SyntheticImages.Filled(1, 40, 120, (_, y, x) => 0.5f + (0.3f * MathF.Sin(x * x / 90f)) + (0.1f * MathF.Cos(y / 30f)));
        var shifted = SyntheticImages.Filled(1, 40, 120, (_, y, x) => picture[0, y, (x - (y == 20 ? 5 : 0) + 120) % 120]);
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(1) with { HasShiftedRows = true }, Measurement = shifted };

        var findings = Findings.Of(request);

        Assert.NotNull(findings.RowShifts);
        Assert.Equal(5, findings.RowShifts[20]);
        Assert.Equal(39, findings.RowShifts.Count(shift => shift == 0));
        Assert.Equal((false, true), (findings.Known?[20, 4], findings.Known?[20, 5]));
    }

    [Fact]
    public void Of_NoiseGiven_DoesNotMeasureIt()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(1) with { NoiseDeviation = 0.25 }, Measurement = SyntheticImages.Waves(Side, Side) };

        Assert.Equal(0.25, Findings.Of(request).NoiseDeviation);
    }

    [Fact]
    public void Of_LostRows_AreNotTakenForShiftsOfTheirNeighbours()
    {
        var clean = SyntheticImages.Filled(1, 64, 64, (_, y, x) => 0.5f + (0.3f * MathF.Sin((0.35f * x) + (0.3f * y))));
        var damaged = SyntheticDamage.BlackRows(SyntheticDamage.BlotchyNoise(clean, 0.05), row => row % 9 == 4);
        var spec = SmallSpecs.Denoise(1) with { HasShiftedRows = true, KnownPixels = new KnownPixels.RowsOrFields() };

        var findings = Findings.Of(new RestorationRequest { Spec = spec, Measurement = damaged });

        Assert.Null(findings.RowShifts);
        Assert.Equal(7 * 64, findings.Known?.HoleCount);
    }

    private static RestorationRequest Request(ImageBuffer measurement, KnownPixels pixels) =>
        new() { Spec = SmallSpecs.Denoise(1) with { KnownPixels = pixels }, Measurement = measurement };

    /// <summary>Two of five pixels lost, in no order.</summary>
    private static KnownMask Scattered()
    {
        var state = 7u;
        var brush = new byte[Side * Side];
        for (var i = 0; i < brush.Length; i++)
        {
            state = (state * 1664525) + 1013904223; // Numerical Recipes' generator, of which the upper bits are random enough
            brush[i] = (state >> 16) % 5 < 2 ? (byte)255 : (byte)0;
        }

        return KnownMask.FromBrush(Side, Side, brush);
    }
}
