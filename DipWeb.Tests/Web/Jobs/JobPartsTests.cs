using DipWeb.Jobs;

namespace DipWeb.Tests.Web.Jobs;

public sealed class JobPartsTests
{
    [Fact]
    public void UsualLimit_SmallGpu_LeavesPlaceForCudaAndForWhatAGpuTakesMore()
    {
        Assert.Equal(600_000_000, JobParts.UsualLimit((1L << 30) + 1_000_000_000));
        Assert.Equal(0, JobParts.UsualLimit(500_000_000));
    }

    [Fact]
    public void UsualLimit_GpuWithMoreMemoryOrNone_IsFourFifthsOfTheMachines()
    {
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

        Assert.Equal(machine / 5 * 4, JobParts.UsualLimit(null));
        Assert.Equal(machine / 5 * 4, JobParts.UsualLimit(long.MaxValue));
    }
}
