using DipWeb.Engine.Devices;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Devices;

/// <summary>The collector belongs to the process, so nothing else may run meanwhile.</summary>
[Collection(RunsAlone.Name)]
public sealed class CollectionPauseTests
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public void Renew_LittleGarbage_CollectsNothing()
    {
        using var pause = new CollectionPause();
        var before = GC.CollectionCount(0);

        Litter(20);
        pause.Renew();

        Assert.Equal(before, GC.CollectionCount(0));
    }

    [Fact]
    public void Renew_MuchGarbage_CollectsThenAndNotBefore()
    {
        using var pause = new CollectionPause();
        var before = GC.CollectionCount(0);

        Litter(80);
        var meanwhile = GC.CollectionCount(0);
        pause.Renew();

        Assert.Equal(before, meanwhile);
        Assert.True(GC.CollectionCount(0) > before);
    }

    [Fact]
    public void Dispose_MoreGarbageThanTheBudget_IsNoFault()
    {
        using (new CollectionPause())
        {
            Litter(300);
        }

        using var next = new CollectionPause();
        Litter(1);
    }

    [Fact]
    public void Create_ASecondOne_LeavesTheFirstAlone()
    {
        using var first = new CollectionPause();
        using (new CollectionPause())
        {
        }

        var before = GC.CollectionCount(0);
        Litter(20);

        Assert.Equal(before, GC.CollectionCount(0));
    }

    private static void Litter(int megabytes)
    {
        for (var i = 0; i < megabytes; i++)
        {
            GC.KeepAlive(new byte[Megabyte]);
        }
    }
}
