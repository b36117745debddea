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
        using var pause = new CollectionPause(pictureBytes: 0, patience: TimeSpan.MaxValue);
        var before = GC.CollectionCount(0);

        Litter(20);
        pause.Renew();

        Assert.Equal(before, GC.CollectionCount(0));
    }

    [Fact]
    public void Renew_MuchGarbage_CollectsThenAndNotBefore()
    {
        using var pause = new CollectionPause(pictureBytes: 0, patience: TimeSpan.MaxValue);
        var before = GC.CollectionCount(0);

        Litter(80);
        var meanwhile = GC.CollectionCount(0);
        pause.Renew();

        Assert.Equal(before, meanwhile);
        Assert.True(GC.CollectionCount(0) > before);
    }

    [Fact]
    public void Renew_GarbageHasLainForLong_CollectsTheLittleThereIs()
    {
        using var pause = new CollectionPause(pictureBytes: 0, patience: TimeSpan.Zero);
        var before = GC.CollectionCount(0);

        pause.Renew();

        Assert.True(GC.CollectionCount(0) > before);
    }

    [Fact]
    public void Renew_AgainAndAgain_GivesTheLargeArraysBack()
    {
        var kept = new float[3][];
        using var pause = new CollectionPause(pictureBytes: 0);
        var before = GC.GetTotalMemory(forceFullCollection: false);

        var growth = Enumerable.Range(0, 60).Max(round =>
        {
            kept[round % kept.Length] = new float[6 * Megabyte];
            pause.Renew();
            return (GC.GetTotalMemory(forceFullCollection: false) - before) / Megabyte;
        });

        Assert.InRange(growth, 0, 220); // 72 are kept, and 64 to 88 may be garbage
        GC.KeepAlive(kept);
    }

    [Fact]
    public void Renew_LargePicture_HasRoomForMoreGarbage()
    {
        using var pause = new CollectionPause(pictureBytes: 12 * Megabyte, patience: TimeSpan.MaxValue);
        var before = GC.CollectionCount(0);

        Litter(160);
        pause.Renew();

        Assert.Equal(before, GC.CollectionCount(0));
    }

    [Fact]
    public void Dispose_MoreGarbageThanTheBudget_IsNoFault()
    {
        using (new CollectionPause(pictureBytes: 0))
        {
            Litter(300);
        }

        using var next = new CollectionPause(pictureBytes: 0);
        Litter(1);
    }

    [Fact]
    public void Create_ASecondOne_LeavesTheFirstAlone()
    {
        using var first = new CollectionPause(pictureBytes: 0);
        using (new CollectionPause(pictureBytes: 0))
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
