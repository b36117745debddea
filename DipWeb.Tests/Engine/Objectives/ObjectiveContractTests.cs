using DipWeb.Engine.Imaging;
using DipWeb.Engine.Objectives;
using DipWeb.Engine.Operators;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Tests.Engine.Objectives;

/// <summary>What every objective must do. A new one joins by one entry.</summary>
[NoTensorLeaks]
public sealed class ObjectiveContractTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor?, Objective>> Objectives = new()
    {
        ["squared"] = (measurement, believed) => new DataFidelity(new IdentityOperator(), Fidelity.Squared, measurement, believed, 0.05),
        ["absolute"] = (measurement, believed) => new DataFidelity(new IdentityOperator(), Fidelity.Absolute, measurement, believed, 0.05),
        ["variance-stabilized"] = (measurement, believed) => new DataFidelity(new IdentityOperator(), Fidelity.VarianceStabilized, measurement, believed, 0.05),
    };

    public static TheoryData<string> Names => [.. Objectives.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_TheMeasurementItself_IsAtNoDistance(string name)
    {
        using var scope = torch.NewDisposeScope();
        var measurement = TensorImage.ToTensor(SyntheticImages.Waves(9, 7, channels: 1), torch.CPU);
        using var objective = Objectives[name](measurement, null);

        Assert.Equal(0, objective.Compare(measurement).Loss.item<float>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_FartherPicture_IsAtALargerDistance(string name)
    {
        using var scope = torch.NewDisposeScope();
        var measurement = TensorImage.ToTensor(SyntheticImages.Waves(16, 16), torch.CPU);
        using var objective = Objectives[name](measurement, null);

        var (near, far) = (objective.Compare(measurement + 0.05).Loss.item<float>(), objective.Compare(measurement + 0.2).Loss.item<float>());

        Assert.True(0 < near && near < far, $"{near} and {far}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_SamplesThatAreNotBelieved_HaveNoGradientAndNoSayInTheScale(string name)
    {
        using var scope = torch.NewDisposeScope();
        var measurement = TensorImage.ToTensor(SyntheticImages.Waves(16, 16), torch.CPU);
        var believed = torch.ones(1, 1, 16, 16);
        believed.narrow(3, 0, 8).zero_();
        using var whole = Objectives[name](measurement, null);
        using var half = Objectives[name](measurement, believed);
        var iterate = (measurement + 0.1).detach().requires_grad_();

        var loss = half.Compare(iterate).Loss;
        loss.backward();

        var gradient = iterate.grad!; // backward has just made it
        Assert.Equal(0, gradient.narrow(3, 0, 8).abs().max().item<float>());
        Assert.True(gradient.narrow(3, 8, 8).abs().min().item<float>() > 0);

        // The measurement differs between its halves, and with it the slope of a stabilized loss.
        Assert.InRange(loss.item<float>() / whole.Compare(iterate).Loss.item<float>(), 0.7, 1.4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_BlackAndWhitePictures_HaveFiniteGradients(string name)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var level in (float[])[0, 1])
        {
            var measurement = torch.full([1, 3, 8, 8], level);
            using var objective = Objectives[name](measurement, null);
            var iterate = torch.full([1, 3, 8, 8], 1 - level).requires_grad_();

            objective.Compare(iterate).Loss.backward();

            Assert.True(torch.isfinite(iterate.grad!).all().item<bool>()); // backward has just made it
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_Twice_GivesTheSameBits(string name)
    {
        using var scope = torch.NewDisposeScope();
        var measurement = TensorImage.ToTensor(SyntheticImages.Waves(16, 16), torch.CPU);
        using var objective = Objectives[name](measurement, null);
        var iterate = measurement.flip(3);

        Assert.Equal(objective.Compare(iterate).Loss.item<float>(), objective.Compare(iterate).Loss.item<float>());
    }

    [Fact]
    public void Compare_StabilizedPhotons_WeighsEveryBrightnessAlike()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4, torch.CPU);
        const double Gain = 200; // photons for a sample of 1
        var clean = torch.linspace(0.1, 0.9, 9).view(1, 1, 9, 1).expand(1, 1, 9, 4000).contiguous();
        var noise = (clean / Gain).sqrt();
        var noisy = clean + (noise * torch.empty(clean.shape).normal_(0, 1, generator));
        var stabilization = VarianceStabilization.For(Fidelity.VarianceStabilized, mean: 0.5, noiseDeviation: Math.Sqrt(0.5 / Gain));

        var deviations = TensorImage.ToArray((stabilization.Apply(noisy) - stabilization.Apply(clean)).std(3));

        // Unstabilized they differ by a factor of three; 4000 samples leave about two percent of chance.
        Assert.All(deviations, deviation => Assert.Equal(1, deviation / deviations[4], 0.08));
    }
}
