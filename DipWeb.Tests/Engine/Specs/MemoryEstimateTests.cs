using DipWeb.Engine.Specs;

namespace DipWeb.Tests.Engine.Specs;

public sealed class MemoryEstimateTests
{
    /// <summary>Peak resident memory in MiB, read off the compute process on a CPU; docs/speed.md has the table.</summary>
    [Theory]
    [InlineData("denoise", "network=decoder twoViews=0", 1024, 1356)]
    [InlineData("denoise", "network=decoder twoViews=0", 512, 861)]
    [InlineData("denoise", "network=decoder twoViews=0.5", 512, 1208)]
    [InlineData("denoise", "network=hourglass-narrow twoViews=0", 512, 1288)]
    [InlineData("denoise", "network=hourglass-narrow twoViews=0", 1024, 3439)]
    [InlineData("denoise", "network=hourglass twoViews=0", 512, 3011)]
    [InlineData("denoise.fast", "", 512, 452)]
    [InlineData("inpaint", "network=hourglass", 512, 4247)]
    public void PeakBytes_MeasuredRun_LiesAboveAndNotFar(string task, string parameters, int side, double measured)
    {
        var overrides = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var spec = TaskCatalog.CreateSpec(task, Preset.Balanced, overrides, seed: 0);

        var estimate = MemoryEstimate.PeakBytes(spec, side, side) / 1048576.0;

        Assert.InRange(estimate, measured, measured * 1.8);
    }

    [Fact]
    public void LargestWithin_LittleMemory_IsASizeThatFitsAndHardlyALargerOne()
    {
        const long Limit = 2L << 30;
        var spec = TaskCatalog.CreateSpec("inpaint", Preset.Balanced, null, seed: 0);

        var (width, height) = MemoryEstimate.LargestWithin(spec, 4000, 3000, Limit)!.Value;

        Assert.True(MemoryEstimate.PeakBytes(spec, width, height) <= Limit);
        Assert.True(MemoryEstimate.PeakBytes(spec, width + 20, height + 20) > Limit);
        Assert.Equal(4d / 3, (double)width / height, 2);
    }

    [Fact]
    public void LargestWithin_TooLittleMemoryForAnything_IsNothing() =>
        Assert.Null(MemoryEstimate.LargestWithin(TaskCatalog.CreateSpec("inpaint", Preset.Balanced, null, seed: 0), 4000, 3000, 100));

    [Fact]
    public void PeakBytes_HugePicture_DoesNotOverflow()
    {
        var spec = TaskCatalog.CreateSpec("superres", Preset.Paper, null, seed: 0);

        Assert.True(MemoryEstimate.PeakBytes(spec, 240_000, 240_000) > 1L << 45);
    }
}
