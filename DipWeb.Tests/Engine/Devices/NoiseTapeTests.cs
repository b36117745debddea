using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Devices;

/// <summary>On whatever device the tests run.</summary>
[NoTensorLeaks]
public sealed class NoiseTapeTests
{
    private const double Deviation = 0.5;

    private static readonly long[] Large = [1, 40, 50, 6];
    private static readonly long[] Small = [1, 3, 2, 6];

    [Fact]
    public void Draw_ManyNumbers_AreNormal()
    {
        using var generator = new torch.Generator(4, torch.CPU);
        using var noise = Tape(generator);

        noise.Draw();
        var numbers = Numbers(noise)[0];

        Assert.Equal([Large, Small], noise.Noises.Select(drawn => drawn.shape));
        Assert.InRange(numbers.Average(), -0.02, 0.02);
        Assert.InRange(Math.Sqrt(numbers.Average(number => (double)number * number)), 0.98 * Deviation, 1.02 * Deviation);
        Assert.InRange(numbers.Average(number => Math.Abs(number) < Deviation ? 1.0 : 0), 0.66, 0.70); // 0.683 of a normal distribution
    }

    [Fact]
    public void Draw_Again_IsLikeNothingDrawnBefore()
    {
        using var generator = new torch.Generator(4, torch.CPU);
        using var noise = Tape(generator);

        List<float[]> drawn = [];
        for (var i = 0; i < 5; i++)
        {
            noise.Draw();
            drawn.Add(Numbers(noise)[0]);
        }

        for (var i = 1; i < drawn.Count; i++)
        {
            Assert.All(drawn[..i], before => Assert.InRange(Correlation(drawn[i], before), -0.05, 0.05)); // ±0.009 of independent numbers
        }
    }

    [Fact]
    public void Draw_StateOfTheGeneratorRestored_DrawsTheSameAgain()
    {
        using var generator = new torch.Generator(4, torch.CPU);
        using var noise = Tape(generator);
        noise.Draw();
        using var state = generator.get_state();
        noise.Draw();

        using var later = new torch.Generator(4, torch.CPU); // as a run that is resumed has it
        using var resumed = Tape(later);
        later.set_state(state);
        resumed.Draw();

        Assert.Equal(Numbers(noise), Numbers(resumed));
    }

    [Fact]
    public void Draw_OtherSeed_HasOtherNumbers()
    {
        Assert.SkipUnless(ComputeDevice.Kind == DeviceKind.Cpu, "There is no tape on a GPU.");
        using var generator = new torch.Generator(4, torch.CPU);
        using var other = new torch.Generator(5, torch.CPU);
        using var state = generator.get_state();
        using var noise = Tape(generator);
        using var otherNoise = Tape(other);
        other.set_state(state); // the same places, on another tape

        noise.Draw();
        otherNoise.Draw();

        Assert.NotEqual(Numbers(noise)[0], Numbers(otherNoise)[0]);
    }

    private static NoiseTape Tape(torch.Generator generator) => new(generator, Deviation, torch.ScalarType.Float32, Large, Small);

    private static float[][] Numbers(NoiseTape noise)
    {
        using var scope = torch.NewDisposeScope();
        return [.. noise.Noises.Select(TensorImage.ToArray)];
    }

    private static double Correlation(float[] one, float[] other) => one.Zip(other).Average(pair => (double)pair.First * pair.Second) / (Deviation * Deviation);
}
