using DipWeb.Engine.Methods;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Methods;

/// <summary>As for the generators: the library's fast paths differ from one processor to the next.</summary>
[NoTensorLeaks]
public sealed class TwoViewDenoiserTests
{
    [Theory]
    [InlineData(false, 3)]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    [InlineData(true, 1)]
    public void Noise_NetworkOfTheProduct_IsTheOneIn64Bits(bool isPublished, int channels)
    {
        using var scope = torch.NewDisposeScope();
        var spec = isPublished ? TwoViewSpec.Published : new TwoViewSpec();

        var (noise, gradients) = Compute(torch.ScalarType.Float32);
        var (exact, exactGradients) = Compute(torch.ScalarType.Float64);

        Assert.InRange((noise - exact).abs().max().item<double>(), 0, 1e-4);
        Assert.InRange(((gradients - exactGradients).norm() / exactGradients.norm()).item<float>(), 0, 1e-3);

        (torch.Tensor Noise, torch.Tensor Gradients) Compute(torch.ScalarType type)
        {
            using var generator = new torch.Generator(1, torch.CPU);
            using var parameters = new ParameterBuffer();
            var denoiser = new TwoViewDenoiser(spec, channels, parameters);
            parameters.Allocate(generator);
            var made = denoiser.Noise(torch.empty(2, channels, 48, 64).uniform_(0, 1, generator).to(type));
            made.square().mean().backward();
            return (made.detach(), parameters.Gradients.clone());
        }
    }
}
