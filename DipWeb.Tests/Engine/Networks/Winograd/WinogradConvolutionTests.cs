using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks.Winograd;
using DipWeb.Tests.TestKit;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Tests.Engine.Networks.Winograd;

/// <summary>Fewer products must come to the same as libtorch's own convolution, on the way there and back.</summary>
[NoTensorLeaks]
public sealed class WinogradConvolutionTests
{
    [Theory]
    [InlineData(8, 12)]
    [InlineData(9, 11)]
    [InlineData(5, 6)]
    [InlineData(2, 3)]
    [InlineData(133, 130)]
    public void Convolve_AnySize_IsTheConvolutionWithItsGradients(int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        var features = Laid(height, width, generator).requires_grad_();
        var weight = torch.empty(128, 128, 3, 3).uniform_(-0.05, 0.05, generator).requires_grad_();
        var slope = Laid(height, width, generator);

        var expected = torch.nn.functional.conv2d(Border.Reflect(features, 1), weight);
        expected.backward([slope]);
        var (featureGradient, weightGradient) = (features.grad!.clone(), weight.grad!.clone());
        features.grad!.zero_();
        weight.grad!.zero_();
        var actual = WinogradConvolution.Convolve(features, weight);
        actual.backward([slope]);

        Assert.Equal(expected.shape, actual.shape);
        AssertClose(expected, actual);
        AssertClose(featureGradient, features.grad!);
        AssertClose(weightGradient, weight.grad!);
    }

    [Fact]
    public void Convolve_Twice_IsTheSameBitByBit()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(2, torch.CPU);
        var features = Laid(20, 24, generator).requires_grad_();
        var weight = torch.empty(128, 128, 3, 3).uniform_(-0.05, 0.05, generator).requires_grad_();

        var (first, second) = (Once(), Once());

        Assert.All(first.Zip(second), pair => Assert.True(pair.First.equal(pair.Second).all().item<bool>()));

        Tensor[] Once()
        {
            var made = WinogradConvolution.Convolve(features, weight);
            made.square().mean().backward();
            Tensor[] all = [made.detach(), features.grad!.clone(), weight.grad!.clone()];
            features.grad!.zero_();
            weight.grad!.zero_();
            return all;
        }
    }

    [Fact]
    public void Convolve_ResultsChangedInPlace_KeepTheirGradient()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        var features = Laid(8, 8, generator).requires_grad_();
        var weight = torch.empty(128, 128, 3, 3).uniform_(-0.05, 0.05, generator);

        WinogradConvolution.Convolve(features, weight).mul_(2).sum().backward();

        var gradient = features.grad!.clone();
        features.grad!.zero_();
        (2 * torch.nn.functional.conv2d(Border.Reflect(features, 1), weight)).sum().backward();
        AssertClose(features.grad!, gradient);
    }

    [Fact]
    public void Suits_OnePixel_NoMirrorShowsAnything()
    {
        using var scope = torch.NewDisposeScope();

        Assert.False(WinogradConvolution.Suits(ChannelsLast.Empty([1, 128, 1, 8]), torch.empty(128, 128, 3, 3)));
    }

    [Theory]
    [InlineData(128, 128, 3, true, true)]
    [InlineData(64, 128, 3, true, false)]
    [InlineData(128, 4, 3, true, false)]
    [InlineData(128, 112, 3, true, false)]
    [InlineData(128, 128, 1, true, false)]
    [InlineData(128, 128, 3, false, false)]
    public void Suits_OnlyWhatWasCompared_LyingSideBySide(int inputs, int outputs, int kernel, bool isLaid, bool expected)
    {
        using var scope = torch.NewDisposeScope();
        var features = isLaid ? ChannelsLast.Empty([1, inputs, 8, 8]) : torch.empty(1, inputs, 8, 8);

        Assert.Equal(expected, WinogradConvolution.Suits(features, torch.empty(outputs, inputs, kernel, kernel)));
    }

    private static Tensor Laid(long height, long width, torch.Generator generator) =>
        ChannelsLast.View(torch.empty(1, height, width, WinogradConvolution.Channels).uniform_(-1, 1, generator));

    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.InRange(((expected - actual).abs().max() / expected.abs().max()).item<float>(), 0, 2e-5);
}
