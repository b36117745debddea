using DipWeb.Engine.Networks;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Networks;

/// <summary>What every generator must do. A new network joins by one entry.</summary>
[NoTensorLeaks]
public sealed class GeneratorNetworkTests
{
    private static readonly Dictionary<string, NetworkSpec> Networks = new()
    {
        ["decoder"] = SmallSpecs.Decoder,
        ["hourglass"] = SmallSpecs.Hourglass,
        ["narrow hourglass"] = SmallSpecs.NarrowHourglass,
        ["hourglass that sees coordinates"] = SmallSpecs.CoordinateHourglass,
    };

    private static readonly Dictionary<string, NetworkSpec> ProductNetworks =
        (from task in TaskCatalog.All
         from preset in Enum.GetValues<Preset>()
         let spec = TaskCatalog.CreateSpec(task.Id, preset, overrides: null, seed: 0)
         from network in Parts(spec.Network).Concat(spec.HoleNetwork is { } hole ? [hole] : [])
         where network is not TwoViewSpec
         group network by Label(network)).ToDictionary(same => same.Key, same => same.First());

    public static TheoryData<string> Names => [.. Networks.Keys];

    public static TheoryData<string> OfTheProduct => [.. ProductNetworks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_AnyPictureSize_GivesAPictureInRange(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var parameters = new ParameterBuffer();
        using var network = GeneratorNetwork.Create(Networks[name], channels: 3, parameters, generator);
        parameters.Allocate(generator);

        var picture = network.Forward(torch.empty(network.InputShape(16, 24)).uniform_(0, 0.1, generator));

        Assert.Equal([1, 3, 16, 24], picture.shape);
        Assert.InRange(picture.min().item<float>(), 0, 1);
        Assert.InRange(picture.max().item<float>(), 0, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_EveryParameter_AddsToTheFlatGradient(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var parameters = new ParameterBuffer();
        using var network = GeneratorNetwork.Create(Networks[name], channels: 1, parameters, generator);
        parameters.Allocate(generator);
        var input = torch.empty(network.InputShape(16, 16)).uniform_(0, 0.1, generator);

        network.Forward(input).square().mean().backward();
        var once = parameters.Gradients.clone();
        network.Forward(input).square().mean().backward();

        Assert.True(once.abs().sum().item<float>() > 0);
        Assert.Equal(parameters.Count, once.numel());
        Assert.True(torch.allclose(parameters.Gradients, once * 2, rtol: 1e-3, atol: 1e-6));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_NetworkWithFeatureNoise_ChangesTheNextPictureAndNoOther(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var parameters = new ParameterBuffer();
        using var network = GeneratorNetwork.Create(Networks[name], channels: 1, parameters, generator);
        parameters.Allocate(generator);
        var input = torch.empty(network.InputShape(16, 24)).uniform_(0, 0.1, generator);

        network.Draw(16, 24);
        var first = network.Forward(input);
        var again = network.Forward(input);
        network.Draw(16, 24);
        var next = network.Forward(input);

        Assert.True(first.equal(again).all().item<bool>());
        Assert.Equal(Networks[name] is DecoderSpec { FeatureNoise: > 0 }, !first.equal(next).all().item<bool>());
    }

    /// <summary>The library's fast paths differ from one processor to the next, and not all of them are right for every number of channels.</summary>
    [Theory]
    [MemberData(nameof(OfTheProduct))]
    public void Forward_NetworkOfTheProduct_IsTheOneIn64Bits(string name)
    {
        using var scope = torch.NewDisposeScope();
        var spec = ProductNetworks[name];

        var (picture, gradients) = Compute(torch.ScalarType.Float32);
        var (exact, exactGradients) = Compute(torch.ScalarType.Float64);

        Assert.InRange((picture - exact).abs().max().item<float>(), 0, 1e-3);
        Assert.InRange(((gradients - exactGradients).norm() / exactGradients.norm()).item<float>(), 0, 1e-2);

        (torch.Tensor Picture, torch.Tensor Gradients) Compute(torch.ScalarType features)
        {
            using var generator = new torch.Generator(1, torch.CPU);
            using var parameters = new ParameterBuffer();
            using var network = GeneratorNetwork.Create(spec, channels: 3, parameters, generator, features);
            parameters.Allocate(generator);
            var made = network.Forward(torch.empty(network.InputShape(64, 96)).uniform_(0, 0.1, generator));
            made.square().mean().backward();
            return (made.detach(), parameters.Gradients.clone());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_FeaturesOf16Bits_IsTheSamePictureButForRounding(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var parameters = new ParameterBuffer();
        using var network = GeneratorNetwork.Create(Networks[name], channels: 3, parameters, generator);
        parameters.Allocate(generator);
        using var coarseGenerator = new torch.Generator(1, torch.CPU);
        using var coarseParameters = new ParameterBuffer();
        using var coarse = GeneratorNetwork.Create(Networks[name], channels: 3, coarseParameters, coarseGenerator, torch.ScalarType.BFloat16);
        coarseParameters.Allocate(coarseGenerator);
        var input = torch.empty(network.InputShape(32, 32)).uniform_(0, 0.1, generator);

        var picture = network.Forward(input);
        var rounded = coarse.Forward(input);
        rounded.square().mean().backward();

        Assert.Equal(torch.ScalarType.Float32, rounded.dtype);
        Assert.InRange((picture - rounded).abs().mean().item<float>(), 1e-6, 0.01);
        Assert.True(coarseParameters.Gradients.abs().sum().item<float>() > 0);
        Assert.Equal(torch.ScalarType.Float32, coarseParameters.Gradients.dtype);
    }

    [Fact]
    public void Create_PublishedConfiguration_HasThePublishedParameterCount()
    {
        using var generator = new torch.Generator(1, torch.CPU);
        var published = (HourglassSpec)TaskCatalog.CreateSpec("denoise", Preset.Paper, null, seed: 0).Network;

        using var parameters = new ParameterBuffer();
        using var network = GeneratorNetwork.Create(published, channels: 3, parameters, generator);
        parameters.Allocate(generator);

        Assert.Equal(2_217_831, parameters.Count);
    }

    [Fact]
    public void Create_SameSeed_DrawsTheSameParameters()
    {
        Assert.Equal(Parameters(seed: 5), Parameters(seed: 5));
        Assert.NotEqual(Parameters(seed: 5), Parameters(seed: 6));
    }

    private static float[] Parameters(ulong seed)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        using var parameters = new ParameterBuffer();
        using var network = GeneratorNetwork.Create(SmallSpecs.Hourglass, channels: 3, parameters, generator);
        parameters.Allocate(generator);
        return DipWeb.Engine.Imaging.TensorImage.ToArray(parameters.Values);
    }

    private static IEnumerable<NetworkSpec> Parts(NetworkSpec network) => network is LayeredSpec layers ? [layers.Picture, layers.Opacity] : [network];

    private static string Label(NetworkSpec network) =>
        network is HourglassSpec hourglass ? $"{network.Name}, {hourglass.InputChannels} inputs, {string.Join('-', hourglass.SkipWidths)}" : network.Name;
}
