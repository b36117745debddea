using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Methods;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Tests.Engine.Methods;

[NoTensorLeaks]
public sealed class TwoViewDenoiserTests
{
    private const float Rounding = 1e-5f;

    [Fact]
    public void Denoise_PictureOfSeveralBands_IsSeamless()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var parameters = new ParameterBuffer();
        var denoiser = Untrained(new TwoViewSpec { Width = 4 }, parameters);
        var picture = Noisy(250, 600); // a band has 109 rows

        var denoised = denoiser.Denoise(picture, isFinal: false);

        Assert.Equal(0, (denoised - (picture - denoiser.Noise(picture))).abs().max().item<float>(), Rounding);
    }

    [Fact]
    public void Denoise_AtTheEnd_IsTheSameHoweverThePictureIsTurned()
    {
        using var scope = torch.NewDisposeScope();
        using var parameters = new ParameterBuffer();
        var denoiser = Untrained(new TwoViewSpec { Width = 4 }, parameters);
        var picture = Noisy(20, 32);
        var upright = denoiser.Denoise(picture, isFinal: true);

        Assert.All(Orientation.All, way =>
        {
            var turned = way.TurnBack(denoiser.Denoise(way.Turn(picture), isFinal: true));
            Assert.Equal(0, (turned - upright).abs().max().item<float>(), Rounding);
        });
        Assert.NotEqual(0, (denoiser.Denoise(picture, isFinal: false) - upright).abs().max().item<float>(), Rounding);
    }

    [Fact]
    public void Response_SmallMove_IsWhatThePictureMovesBy()
    {
        using var scope = torch.NewDisposeScope();
        using var parameters = new ParameterBuffer();
        var denoiser = Untrained(new TwoViewSpec { Width = 4 }, parameters);
        var picture = Noisy(20, 32);
        var probe = Noisy(20, 32) - 0.5;

        var moved = denoiser.Denoise(picture + (probe * 0.001), isFinal: true) - denoiser.Denoise(picture, isFinal: true);

        // Piecewise linear: few of the kinks lie between the two.
        Assert.Equal(0, (denoiser.Response(picture, probe) - (moved / 0.001)).abs().mean().item<float>(), 1e-3f);
    }

    private static TwoViewDenoiser Untrained(TwoViewSpec spec, ParameterBuffer parameters)
    {
        using var generator = new torch.Generator(6, torch.CPU);
        var denoiser = new TwoViewDenoiser(spec, channels: 3, parameters);
        parameters.Allocate(generator);
        return denoiser;
    }

    private static Tensor Noisy(int height, int width) =>
        TensorImage.ToTensor(SyntheticDamage.Noise(SyntheticImages.Waves(height, width), 0.1), ComputeDevice.Current);
}
