using DipWeb.Engine.Networks;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Networks;

/// <summary>Features that are kept apart must come to what they would come to side by side.</summary>
[NoTensorLeaks]
public sealed class JoinedFeaturesTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Forward_FeaturesApart_AreConvolvedAsIfSideBySide(int kernel)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var parameters = new ParameterBuffer();
        var normalization = new NormalizationLayer(parameters, 9);
        var block = new ConvolutionBlock(parameters, 9, 6, kernel);
        parameters.Allocate(generator);
        parameters.Values.add_(torch.empty(parameters.Count).uniform_(-0.1, 0.1, generator)); // scales and shifts are not all the same then
        var (skipped, deeper) = (torch.empty(1, 4, 8, 12).uniform_(0, 1, generator), torch.empty(1, 5, 8, 12).uniform_(0, 1, generator));

        var together = block.Forward(normalization.Forward(torch.cat([skipped, deeper], 1)));
        together.square().mean().backward();
        var gradients = parameters.Gradients.clone();
        parameters.Gradients.zero_();
        var apart = block.Forward(normalization.Forward(new JoinedFeatures(skipped, deeper)));
        apart.square().mean().backward();

        Assert.True(torch.allclose(apart, together, rtol: 1e-4, atol: 1e-5));
        Assert.True(torch.allclose(parameters.Gradients, gradients, rtol: 1e-3, atol: 1e-5));
    }
}
