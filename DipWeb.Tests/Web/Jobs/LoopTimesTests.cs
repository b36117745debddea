using DipWeb.Jobs;

namespace DipWeb.Tests.Web.Jobs;

public sealed class LoopTimesTests
{
    private const double Start = 2;

    [Theory]
    [InlineData(0, 100, 1, new long[] { 100 }, 1)]
    [InlineData(40, 100, 1, new long[] { 100 }, 21)]
    [InlineData(0, 100, 3, new long[] { 100 }, 3)]
    [InlineData(0, 100, 1, new long[] { 100, 300 }, 4)] // as two runs
    public void Seconds_StepsSeedsAndParts_AreAdded(int preparations, int iterations, int seeds, long[] parts, double run) =>
        Assert.Equal(Start + run, new LoopTimes(0.5, 0, 1e-4, 0, 0).Seconds(preparations, iterations, seeds, parts), 9);

    [Theory]
    [InlineData(0.1, 1, 0.05 + 2.05)] // a short run of dear pictures: the budget
    [InlineData(0.1, 1000, 50 + 4)] // a long one: forty kept ones
    [InlineData(1e-6, 1000, 0.004 + 4e-5)] // cheap ones: four a second, and forty
    public void Seconds_Pictures_CostWhatTheyMay(double picture, double run, double pictures) =>
        Assert.Equal(Start + run + pictures, new LoopTimes(0, 0, run / 100 / 100, 0, picture / 100).Seconds(0, 100, 1, [100]), 6);
}
