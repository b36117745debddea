using DipWeb.Engine.Specs;

namespace DipWeb.Tests.Engine.Specs;

public sealed class MemoryEstimateTests
{
    /// <summary>Peak resident memory in MiB, read off the compute process on a CPU; docs/speed.md has the table.</summary>
    [Theory]
    [InlineData("denoise", "network=decoder twoViews=0 holdOut=0 stopRule=fixed", 256, 371)]
    [InlineData("denoise", "network=decoder twoViews=0 holdOut=0 stopRule=fixed", 512, 800)]
    [InlineData("denoise", "network=decoder twoViews=0 holdOut=0 stopRule=fixed", 1024, 1851)]
    [InlineData("denoise", "network=decoder twoViews=0", 512, 1210)]
    [InlineData("denoise", "network=decoder twoViews=0", 1024, 3228)]
    [InlineData("denoise", "network=decoder", 256, 632)]
    [InlineData("denoise", "network=decoder", 512, 1240)]
    [InlineData("denoise", "network=decoder", 1024, 3915)]
    [InlineData("denoise", "network=hourglass-narrow twoViews=0 holdOut=0 stopRule=fixed", 256, 544)]
    [InlineData("denoise", "network=hourglass-narrow twoViews=0 holdOut=0 stopRule=fixed", 512, 1328)]
    [InlineData("denoise", "network=hourglass-narrow twoViews=0 holdOut=0 stopRule=fixed", 1024, 4286)]
    [InlineData("denoise", "network=hourglass twoViews=0 holdOut=0 stopRule=fixed", 256, 1401)]
    [InlineData("denoise", "network=hourglass twoViews=0 holdOut=0 stopRule=fixed", 512, 4375)]
    [InlineData("superres", "network=decoder", 1024, 1640)]
    [InlineData("denoise.fast", "", 512, 406)]
    [InlineData("inpaint", "network=hourglass", 256, 1804)]
    [InlineData("inpaint", "network=hourglass", 512, 5737)]
    public void PeakBytes_MeasuredRun_IsWithinAFifth(string task, string parameters, int side, double measured)
    {
        var overrides = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var spec = TaskCatalog.CreateSpec(task, Preset.Balanced, overrides, seed: 0);

        var estimate = MemoryEstimate.PeakBytes(spec, side, side) / 1048576.0;

        Assert.InRange(estimate, measured / 1.2, measured * 1.2);
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
