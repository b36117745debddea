using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Methods;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Methods;

[NoTensorLeaks]
public sealed class TwoViewDenoiserTests
{
    private const int Passes = 60;
    private const float Rounding = 1e-5f;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 8)]
    public void Forward_NothingLearntInBetween_GivesOnePictureForEachWayToTurn(bool isTurned, int expected)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var generator = new torch.Generator(6, torch.CPU);
        using var parameters = new ParameterBuffer();
        var noisy = SyntheticDamage.Noise(SyntheticImages.Waves(20, 32), 0.1);
        using var denoiser = new TwoViewDenoiser(
            new TwoViewSpec { Width = 8, IsTurned = isTurned }, TensorImage.ToTensor(noisy, ComputeDevice.Current), believed: null, parameters, generator);
        parameters.Allocate(generator);

        var pictures = Enumerable.Range(0, Passes).Select(_ => TensorImage.ToArray(denoiser.Forward().Denoised)).ToList();

        var different = new List<float[]>();
        foreach (var picture in pictures.Where(picture => different.TrueForAll(known => Difference(known, picture) > Rounding)))
        {
            different.Add(picture);
        }

        Assert.Equal(expected, different.Count);
    }

    private static float Difference(float[] one, float[] other) => one.Zip(other, (a, b) => MathF.Abs(a - b)).Max();
}
