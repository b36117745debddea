using DipWeb.Engine.Networks;
using DipWeb.Tests.TestKit;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Tests.Engine.Networks;

/// <summary>Features that are kept apart, or at half their size, must come to what they would come to side by side.</summary>
[NoTensorLeaks]
public sealed class JoinedFeaturesTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Forward_FeaturesApart_AreConvolvedAsIfSideBySide(int kernel) => CompareWithSideBySide(
        kernel, [1, 4, 8, 12], [1, 5, 8, 12], (skipped, deeper) => torch.cat([skipped!, deeper], 1), (skipped, deeper) => new JoinedFeatures(skipped, deeper));

    [Theory]
    [InlineData(3, 4)]
    [InlineData(1, 4)]
    [InlineData(3, 0)]
    [InlineData(3, 4, 1)]
    public void Forward_FeaturesToBeRepeated_AreConvolvedAsIfDoubledBefore(int kernel, int skipWidth, int side = 5) => CompareWithSideBySide(
        kernel,
        skipWidth == 0 ? null : [1, skipWidth, 2 * side, 6],
        [1, 9 - skipWidth, side, 3],
        (skipped, deeper) => skipped is null ? Doubled(deeper) : torch.cat([skipped, Doubled(deeper)], 1),
        (skipped, deeper) => new JoinedFeatures(skipped, deeper, IsToBeRepeated: true));

    private static Tensor Doubled(Tensor features) => Resampling.Double(features, Upsampling.Nearest);

    private static void CompareWithSideBySide(
        int kernel, long[]? skipShape, long[] deeperShape, Func<Tensor?, Tensor, Tensor> together, Func<Tensor?, Tensor, JoinedFeatures> apart)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var parameters = new ParameterBuffer();
        var normalization = new NormalizationLayer(parameters, 9);
        var block = new ConvolutionBlock(parameters, 9, 6, kernel);
        parameters.Allocate(generator);
        parameters.Values.add_(torch.empty(parameters.Count).uniform_(-0.1, 0.1, generator)); // scales and shifts are not all the same then
        var skipped = skipShape is null ? null : torch.empty(skipShape).uniform_(0, 1, generator);
        var deeper = torch.empty(deeperShape).uniform_(0, 1, generator).requires_grad_();
        var slope = torch.empty(1, 6, 1, 1).uniform_(-1, 1, generator);

        var expected = block.Forward(normalization.Forward(together(skipped, deeper)));
        (expected * slope).square().mean().backward();
        var (gradients, deeperGradient) = (parameters.Gradients.clone(), deeper.grad!.clone());
        parameters.Gradients.zero_();
        deeper.grad.zero_();
        var actual = block.Forward(normalization.Forward(apart(skipped, deeper)));
        (actual * slope).square().mean().backward();

        Assert.True(torch.allclose(actual, expected, rtol: 1e-4, atol: 1e-5));
        Assert.True(torch.allclose(parameters.Gradients, gradients, rtol: 1e-3, atol: 1e-5));
        Assert.True(torch.allclose(deeper.grad, deeperGradient, rtol: 1e-3, atol: 1e-5));
    }
}
