using DipWeb.Engine.Optimization;
using TorchSharp;

namespace DipWeb.Tests.Engine.Optimization;

public sealed class InputPerturbationTests
{
    [Fact]
    public void AroundCoordinates_WithoutNoise_IsXAndYFromZeroToOne()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1);
        using var input = InputPerturbation.AroundCoordinates(height: 3, width: 5, deviation: 0, generator, torch.CPU);

        input.Draw();
        var seen = input.Value;

        Assert.Equal([1, 2, 3, 5], seen.shape);
        Assert.Equal([0, 0.25f, 0.5f, 0.75f, 1], seen[0, 0, 2].data<float>().ToArray());
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f, 0.5f], seen[0, 1, 1].data<float>().ToArray());
    }

    [Fact]
    public void Draw_WithNoise_StaysAroundTheCoordinates()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1);
        using var input = InputPerturbation.AroundCoordinates(height: 64, width: 64, deviation: 0.03, generator, torch.CPU);

        input.Draw();
        var first = input.Value.clone();
        input.Draw();
        var difference = input.Value - first;

        Assert.Equal(0.03 * Math.Sqrt(2), difference.std().ToDouble(), 0.002);
        Assert.Equal(0.5, first.mean().ToDouble(), 0.01);
    }
}
