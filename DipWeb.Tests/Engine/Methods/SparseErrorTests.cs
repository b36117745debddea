using DipWeb.Engine.Methods;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Methods;

[NoTensorLeaks]
public sealed class SparseErrorTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(3000)]
    public void Step_ImpulsesThatNothingElseExplains_AreTakenInBeforeTheRunEnds(int iterations)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        var impulses = torch.zeros(1, 1, 8, 8);
        impulses[0, 0, 2, 3] = 0.6f;
        impulses[0, 0, 5, 1] = -0.5f;
        using var error = new SparseError(impulses.shape, iterations, generator, torch.CPU);

        for (var iteration = 0; iteration < iterations; iteration++)
        {
            using var pass = torch.NewDisposeScope();
            (error.Value() - impulses).square().mean().backward();
            error.Step();
        }

        Assert.InRange((error.Value() - impulses).abs().max().item<float>(), 0, 0.02f);
    }
}
