using DipWeb.Jobs;

namespace DipWeb.Tests.Web.Jobs;

public sealed class JobPartsTests
{
    [Fact]
    public void UsualLimit_GpuWithLessMemoryThanTheMachine_IsFourFifthsOfTheGpus()
    {
        const long SmallGpu = 500_000_000;

        Assert.Equal(400_000_000, JobParts.UsualLimit(SmallGpu));
    }

    [Fact]
    public void UsualLimit_GpuWithMoreMemoryOrNone_IsFourFifthsOfTheMachines()
    {
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

        Assert.Equal(machine / 5 * 4, JobParts.UsualLimit(null));
        Assert.Equal(machine / 5 * 4, JobParts.UsualLimit(long.MaxValue));
    }
}
