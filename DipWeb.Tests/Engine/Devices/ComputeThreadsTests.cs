using System.Collections.Concurrent;
using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Tests.Engine.Devices;

public sealed class ComputeThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Divide_AnyWork_DoesEachShareOnce(int parts)
    {
        var done = new int[parts];

        ComputeThreads.Divide(parts, (part, count) =>
        {
            for (var item = parts * part / count; item < parts * (part + 1) / count; item++)
            {
                Interlocked.Increment(ref done[item]);
            }
        });

        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Divide_ManyPieces_HasNoMoreSharesThanThreads()
    {
        var counts = new ConcurrentBag<int>();

        ComputeThreads.Divide(1000, (_, count) => counts.Add(count));

        Assert.Equal(Enumerable.Repeat(torch.get_num_threads(), torch.get_num_threads()), counts);
    }

    [Fact]
    public async Task Divide_FromSeveralThreads_ReturnsWhenItsOwnWorkIsDone()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(DivideOften, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        static void DivideOften()
        {
            for (var turn = 0; turn < 200; turn++)
            {
                var (shares, wanted) = (0, 0);
                ComputeThreads.Divide(2, (_, count) =>
                {
                    Volatile.Write(ref wanted, count);
                    Interlocked.Increment(ref shares);
                });
                Assert.Equal(wanted, shares);
            }
        }
    }
}
