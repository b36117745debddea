using DipWeb.Engine.Specs;

namespace DipWeb.Tests.Engine.Specs;

public sealed class MemoryEstimateTests
{
    /// <summary>Peak resident memory in MiB, read off the compute process on a CPU; docs/speed.md has the table.</summary>
    [Theory]
    [InlineData("denoise", "decoder", 1024, 1356)]
    [InlineData("denoise", "hourglass-narrow", 512, 1288)]
    [InlineData("denoise", "hourglass-narrow", 1024, 3439)]
    [InlineData("denoise", "hourglass", 512, 3011)]
    [InlineData("inpaint", "hourglass", 512, 4247)]
    public void PeakBytes_MeasuredRun_LiesAboveAndNotFar(string task, string network, int side, double measured)
    {
        var spec = TaskCatalog.CreateSpec(task, Preset.Balanced, new Dictionary<string, string> { ["network"] = network }, seed: 0);

        var estimate = MemoryEstimate.PeakBytes(spec.Network, side, side) / 1048576.0;

        Assert.InRange(estimate, measured, measured * 1.8);
    }

    [Fact]
    public void PeakBytes_HugePicture_DoesNotOverflow()
    {
        var spec = TaskCatalog.CreateSpec("superres", Preset.Paper, null, seed: 0);

        Assert.True(MemoryEstimate.PeakBytes(spec.Network, 240_000, 240_000) > 1L << 45);
    }
}
