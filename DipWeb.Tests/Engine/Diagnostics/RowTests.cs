using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Diagnostics;

/// <summary>Lost rows, interlaced rows and shifted rows.</summary>
public sealed class RowTests
{
    private static readonly ImageBuffer Clean = SyntheticImages.Waves(96, 96);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.15)]
    [InlineData(0.3)]
    public void Find_BlackRows_AreFoundWhole(double share)
    {
        bool IsLost(int y) => SyntheticDamage.Uniform(y) < share;

        var known = LostRows.Find(SyntheticDamage.BlackRows(Clean, IsLost));

        var lost = Enumerable.Range(0, 96).Where(IsLost).ToList();
        var found = Enumerable.Range(0, 96).Where(y => !known[y, 0]).ToList();
        Assert.Empty(lost.Except(found));
        Assert.InRange(found.Except(lost).Count(), 0, 1); // a row between lost ones at the border has one neighbour to be judged by
        Assert.Equal(96 * found.Count, known.HoleCount);
    }

    [Fact]
    public void Find_RowsOfNoise_AreFound()
    {
        var damaged = SyntheticImages.Filled(3, 96, 96, (c, y, x) => y % 9 == 4 ? (float)SyntheticDamage.Uniform((((c * 96) + y) * 96) + x) : Clean[c, y, x]);

        var known = LostRows.Find(damaged);

        Assert.All(Enumerable.Range(0, 96), y => Assert.Equal(y % 9 != 4, known[y, 0]));
    }

    [Fact]
    public void Find_EverySecondRowBlack_IsFound()
    {
        var known = LostRows.Find(SyntheticDamage.BlackRows(Clean, y => y % 2 == 1));

        Assert.InRange(known.HoleShare, 0.47, 0.5); // the last row has no neighbour below
    }

    [Fact]
    public void Find_CleanNoisyOrLetterboxed_FindsNothing()
    {
        Assert.Equal(0, LostRows.Find(Clean).HoleCount);
        Assert.Equal(0, LostRows.Find(SyntheticDamage.Noise(Clean, 50 / 255.0)).HoleCount);
        Assert.Equal(0, LostRows.Find(SyntheticDamage.BlackRows(Clean, y => y is < 12 or > 83)).HoleCount);
    }

    [Fact]
    public void IsInterlaced_TwoMoments_IsSeenAndACleanPictureIsNot()
    {
        Assert.True(LostRows.IsInterlaced(SyntheticDamage.Shifted(Clean, y => y % 2 * 5)));
        Assert.False(LostRows.IsInterlaced(Clean));
        Assert.False(LostRows.IsInterlaced(SyntheticDamage.Noise(Clean, 50 / 255.0)));
    }

    [Fact]
    public void Estimate_SomeRowsShifted_IsTrueToThePixel()
    {
        static int Shift(int y) => y % 6 == 3 ? (y % 4 * 3) - 5 : 0;

        var shifts = RowShifts.Estimate(SyntheticDamage.Shifted(Clean, Shift));

        Assert.All(shifts, (shift, y) => Assert.Equal(Shift(y), shift));
    }

    [Fact]
    public void Estimate_EveryRowShifted_IsRightFromRowToRow()
    {
        static int Shift(int y) => (int)(SyntheticDamage.Uniform(y) * 17) - 8;

        var shifts = RowShifts.Estimate(SyntheticDamage.Shifted(Clean, Shift));

        var right = Enumerable.Range(1, 95).Count(y => shifts[y] - shifts[y - 1] == Shift(y) - Shift(y - 1));
        Assert.InRange(right, 86, 95);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(-1.05)]
    [InlineData(1.4)]
    public void AreEvident_SlantedStripes_AreNoShifts(float slant)
    {
        var stripes = SyntheticImages.Filled(1, 96, 300, (_, y, x) => 0.5f + (0.3f * MathF.Sin((0.35f * x) + (slant * y))));
        var ramps = SyntheticImages.Filled(1, 96, 300, (_, y, x) => MathF.Abs((x + (slant / 0.35f * y)) % 256) / 256);

        Assert.False(RowShifts.AreEvident(RowShifts.Estimate(stripes), stripes));
        Assert.False(RowShifts.AreEvident(RowShifts.Estimate(ramps), ramps));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1)]
    public void AreEvident_SlippedRows_AreShifts(int every)
    {
        var slipped = SyntheticDamage.Shifted(Clean, y => y % every == every - 1 ? (int)(SyntheticDamage.Uniform(y) * 17) - 8 : 0);

        Assert.True(RowShifts.AreEvident(RowShifts.Estimate(slipped), slipped));
    }

    [Fact]
    public void Undo_ShiftedRows_IsTheCleanPictureButForWhatLeftIt()
    {
        int[] shifts = [.. Enumerable.Range(0, 96).Select(y => (y % 5) - 2)];

        var straight = RowShifts.Undo(SyntheticDamage.Shifted(Clean, y => shifts[y]), shifts);

        for (var y = 0; y < 96; y++)
        {
            Assert.Equal(Clean.Plane(1).Slice((y * 96) + 2, 92).ToArray(), straight.Plane(1).Slice((y * 96) + 2, 92).ToArray());
        }
    }

    [Fact]
    public void Undo_MaskOfRows_MovesItWithThem()
    {
        var mask = new KnownMask(2, 4, [0, 1, 1, 1, 1, 1, 1, 0]);

        Assert.Equal<byte>([1, 1, 1, 0, 0, 1, 1, 1], RowShifts.Undo(mask, [1, -1]).Values.ToArray());
    }

    [Fact]
    public void Estimate_CleanPicture_IsZero() => Assert.All(RowShifts.Estimate(Clean), shift => Assert.Equal(0, shift));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(20, 20)]
    public void Rows_ConstantPictureOfAnySize_AreFine(int height, int width)
    {
        var flat = SyntheticImages.Constant(0f, 1, height, width);

        Assert.Equal(0, LostRows.Find(flat).HoleCount);
        Assert.False(LostRows.IsInterlaced(flat));
        Assert.All(RowShifts.Estimate(flat), shift => Assert.Equal(0, shift));
    }
}
