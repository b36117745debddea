using DipWeb.Engine.Imaging;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Optimization;

public sealed class FlatAdamTests
{
    [Fact]
    [NoTensorLeaks]
    public void Step_SameGradients_FollowsTheOptimizerOfLibtorch()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var parameters = new ParameterBuffer();
        var weight = parameters.DeclareUniform(0.5, 4, 3);
        parameters.DeclareConstant(1, 5);
        parameters.Allocate(generator);
        var reference = new TorchSharp.Modules.Parameter(parameters.Values.clone());
        using var referenceAdam = torch.optim.Adam([reference], lr: 0.01);
        using var adam = new FlatAdam(parameters);

        for (var step = 1; step <= 20; step++)
        {
            var gradient = torch.empty(parameters.Count).normal_(0, 1, generator);
            parameters.Gradients.copy_(gradient);
            adam.Step(step, 0.01);
            reference.grad = gradient;
            referenceAdam.step();
        }

        var expected = TensorImage.ToArray(reference);
        var actual = TensorImage.ToArray(parameters.Values);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f)); // rounding of 20 steps of 0.01
        Assert.Equal(actual[..12], TensorImage.ToArray(weight.Value)); // the layer sees the step
    }
}
