using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>A generator: network input to picture. Its parameters live in a flat buffer, which several networks may share.</summary>
internal abstract class GeneratorNetwork : IDisposable
{
    /// <summary>Whether the network computes in the layout of <see cref="ChannelsLast"/>; its input decides for all of it.</summary>
    public virtual bool IsChannelsLast => ComputeDevice.Kind == DeviceKind.Gpu;

    /// <summary>What the features are computed in; parameters and pictures are 32-bit numbers always.</summary>
    protected torch.ScalarType FeatureType { get; private init; }

    /// <summary>Builds a network upon a buffer that is not yet allocated and outlives it.</summary>
    /// <param name="spec">What to build.</param>
    /// <param name="channels">Channels of its picture.</param>
    /// <param name="parameters">Where the network declares its parameters.</param>
    /// <param name="generator">Disturbs the features, where the spec wants that.</param>
    /// <param name="features">What the features are computed in: 32-bit or 16-bit (bfloat16) numbers.</param>
    public static GeneratorNetwork Create(
        NetworkSpec spec, int channels, ParameterBuffer parameters, torch.Generator generator, torch.ScalarType features = torch.ScalarType.Float32) => spec switch
    {
        HourglassSpec hourglass => new HourglassNetwork(hourglass, channels, parameters) { FeatureType = features },
        DecoderSpec decoder => new DecoderNetwork(decoder, channels, parameters, generator) { FeatureType = features },
        _ => throw new ArgumentException($"There is no network for {spec.Name}.", nameof(spec)),
    };

    /// <summary>Shape of the network input for a picture of the given size, whose sides are multiples of 2 to the depth.</summary>
    public abstract long[] InputShape(int height, int width);

    /// <summary>Draws what disturbs the features of the next pass, if the spec wants that; before the first time, nothing does.</summary>
    public virtual void Draw(int height, int width)
    {
    }

    /// <summary>The iterate, 1xCxHxW in (0, 1); belongs to the caller's dispose scope.</summary>
    public Tensor Forward(Tensor input)
    {
        var laid = IsChannelsLast ? ChannelsLast.View(ChannelsLast.Memory(input)) : input;
        return Generate(laid.dtype == FeatureType ? laid : laid.to(FeatureType));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>As <see cref="Forward"/>, for an input in the network's layout and type.</summary>
    protected abstract Tensor Generate(Tensor input);

    /// <summary>The last step, in 32 bits: what is convolved to the picture's channels, brought into (0, 1).</summary>
    protected static Tensor Picture(ConvolutionLayer output, Tensor features) =>
        output.Forward(features.dtype == torch.ScalarType.Float32 ? features : features.to(torch.ScalarType.Float32)).sigmoid();

    protected virtual void Dispose(bool disposing)
    {
    }
}
