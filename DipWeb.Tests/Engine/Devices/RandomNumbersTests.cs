using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Devices;

/// <summary>On whatever device the tests run.</summary>
[NoTensorLeaks]
public sealed class RandomNumbersTests
{
    private const int Count = 10_000;

    [Fact]
    public void Fill_StateOfTheGeneratorRestored_DrawsTheSameAgain()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4, torch.CPU);
        _ = Normal(generator);
        var state = generator.get_state();
        var (normal, uniform) = (Normal(generator), Uniform(generator));
        generator.set_state(state);

        Assert.Equal(normal, Normal(generator));
        Assert.Equal(uniform, Uniform(generator));
    }

    [Fact]
    public void Fill_Twice_DrawsSomethingNew()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4, torch.CPU);

        Assert.NotEqual(Normal(generator), Normal(generator));
        Assert.NotEqual(Uniform(generator), Uniform(generator));
    }

    [Fact]
    public void Fill_ManyNumbers_FollowTheirDistributions()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4, torch.CPU);
        var (normal, uniform) = (Normal(generator), Uniform(generator));

        Assert.InRange(Math.Sqrt(normal.Average(value => (double)value * value)), 0.48, 0.52);
        Assert.InRange(normal.Average(), -0.02, 0.02);
        Assert.All(uniform, value => Assert.InRange(value, -1f, 3f));
        Assert.InRange(uniform.Average(), 0.95, 1.05);
    }

    private static float[] Normal(torch.Generator generator) =>
        TensorImage.ToArray(generator.FillNormal(torch.empty(Count, device: ComputeDevice.Current), 0.5));

    private static float[] Uniform(torch.Generator generator) =>
        TensorImage.ToArray(generator.FillUniform(torch.empty(Count, device: ComputeDevice.Current), -1, 3));
}
