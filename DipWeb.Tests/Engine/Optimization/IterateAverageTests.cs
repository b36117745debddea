using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Optimization;

[NoTensorLeaks]
public sealed class IterateAverageTests
{
    [Fact]
    public void Add_FirstIterate_IsTheAverage() => Assert.Equal(0.25, AverageOf(0.99, [0.25f]), precision: 6);

    [Fact]
    public void Add_EarlyIterates_AreForgottenSoon()
    {
        // Sixty iterations in, the full decay would leave more than half of the first iterate's 1.
        var average = AverageOf(0.99, [1f, .. Enumerable.Repeat(0f, 60)]);

        Assert.InRange(average, 0, 0.001);
    }

    [Fact]
    public void Add_ManyIterates_DecayAsPublished()
    {
        var before = AverageOf(0.99, [.. Enumerable.Repeat(0.5f, 1000)]);
        var after = AverageOf(0.99, [.. Enumerable.Repeat(0.5f, 1000), 1f]);

        Assert.Equal(0.5, before, precision: 5);
        Assert.Equal(0.505, after, precision: 5);
    }

    [Fact]
    public void Add_NoDecay_KeepsTheLastAlone() => Assert.Equal(0.75, AverageOf(0, [0.1f, 0.2f, 0.75f]), precision: 6);

    private static double AverageOf(double decay, float[] iterates)
    {
        using var scope = torch.NewDisposeScope();
        using var average = new IterateAverage(decay, [1, 1, 1, 1], torch.CPU);
        for (var i = 0; i < iterates.Length; i++)
        {
            average.Add(torch.full([1, 1, 1, 1], iterates[i]), averaged: i);
        }

        return TensorImage.ToArray(average.Value)[0];
    }
}
