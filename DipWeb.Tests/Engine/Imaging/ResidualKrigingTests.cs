using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Imaging;

public sealed class ResidualKrigingTests
{
    private const int Side = 48;
    private const int Elsewhere = 1 << 20; // among the random numbers

    [Fact]
    public void Compose_FineStripesThatTheRestorationMissed_ComeBackBetweenTheKnownPixels()
    {
        var clean = SyntheticImages.Filled(1, Side, Side, (_, y, x) => 0.5f + (0.2f * MathF.Sin(1.2f * x)));
        var restored = SyntheticImages.Constant(0.5f, 1, Side, Side);
        var known = Scattered(keeps: 0.5);

        var filled = SeamlessFill.Compose(known, clean, restored);

        Assert.InRange(RootMeanSquare(filled, clean, known), 0, 0.03); // of 0.14 that the restoration missed
    }

    [Fact]
    public void Compose_EverySecondRowLost_LearnsAlongTheRowsWhatItCannotAcross()
    {
        var clean = SyntheticImages.Filled(1, Side, Side, (_, y, x) => 0.5f + (0.2f * MathF.Sin(0.8f * x) * MathF.Sin(0.8f * y)));
        var restored = SyntheticImages.Constant(0.5f, 1, Side, Side);
        var known = new KnownMask(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(i / Side % 2))]);

        var filled = SeamlessFill.Compose(known, clean, restored);

        Assert.InRange(RootMeanSquare(filled, clean, known), 0, 0.03); // of 0.1 that the restoration missed
    }

    [Fact]
    public void Compose_ResidualThatNeighboursDoNotShare_IsLeftAlone()
    {
        var restored = SyntheticImages.Constant(0.5f, 1, Side, Side);
        var measured = SyntheticImages.Filled(1, Side, Side, (_, y, x) => 0.4f + (0.2f * (float)SyntheticDamage.Uniform((y * Side) + x)));
        var known = Scattered(keeps: 0.5);

        var filled = SeamlessFill.Compose(known, measured, restored);

        Assert.InRange(RootMeanSquare(filled, restored, known), 0, 0.03); // the mean of 16 residuals of 0.058, and a little
    }

    [Fact]
    public void Predict_FarFromEverythingKnown_SaysSo()
    {
        var known = KnownMask.FromBrush(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(i % Side < 30 ? 255 : 0))]);
        var kriging = new ResidualKriging(known, SyntheticImages.Waves(Side, Side), SyntheticImages.Constant(0.5f, 3, Side, Side));
        var prediction = new float[3];

        Assert.True(kriging.Predict(20, 27, prediction));
        Assert.False(kriging.Predict(20, 26, prediction));
    }

    [Fact]
    public void Predict_NothingMissed_SaysSo()
    {
        var measured = SyntheticImages.Waves(Side, Side);

        Assert.False(new ResidualKriging(Scattered(keeps: 0.5), measured, measured).Predict(20, 20, new float[3]));
    }

    private static KnownMask Scattered(double keeps) =>
        new(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(SyntheticDamage.Uniform(i + Elsewhere) < keeps ? 1 : 0))]);

    /// <summary>Of the difference in the lost pixels.</summary>
    private static double RootMeanSquare(ImageBuffer one, ImageBuffer other, KnownMask known)
    {
        var squares = Enumerable.Range(0, known.Values.Length).Where(i => known.Values[i] == 0)
            .Select(i => Math.Pow(one.Plane(0)[i] - other.Plane(0)[i], 2));
        return Math.Sqrt(squares.Average());
    }

    /// <summary>A line that was missed altogether makes the covariances of its region uneven, and uneven ones need not fit together: weights of any size came out.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(63)]
    [InlineData(64)]
    public void Fill_LineThatTheRestorationMissed_PutsNoSpecklesAroundIt(int line)
    {
        const int Side = 128;
        var known = new KnownMask(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(SyntheticDamage.Uniform(i) < 0.5 ? 0 : 1))]);
        var measurement = SyntheticImages.Filled(
            1, Side, Side, (_, y, x) => 0.5f + (y == line ? 0.4f * (float)SyntheticDamage.Uniform(Elsewhere + (x / 20)) : 0.02f * MathF.Sin((0.7f * x) + (0.4f * y))));
        int[] lost = [.. Enumerable.Range(0, Side * Side).Where(i => known.Values[i] == 0 && Math.Abs((i / Side) - line) > 3)];

        var filled = ResidualKriging.Fill(known, measurement, SyntheticImages.Constant(0.5f, 1, Side, Side), lost);

        Assert.InRange(filled.Max(sample => Math.Abs(sample - 0.5)), 0.01, 0.06); // of neighbours of at most 0.02
    }
}
