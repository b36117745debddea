using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>A generator: network input to picture. Its parameters live in one flat buffer, which it owns.</summary>
internal abstract class GeneratorNetwork : IDisposable
{
    /// <summary>The parameters, declared by the constructor, allocated by <see cref="Create"/>.</summary>
    public ParameterBuffer Parameters { get; } = new();

    /// <summary>Whether the network computes in the layout of <see cref="ChannelsLast"/>; its input decides for all of it.</summary>
    public virtual bool IsChannelsLast => false;

    /// <summary>Builds a network with initial parameters drawn from the generator.</summary>
    public static GeneratorNetwork Create(NetworkSpec spec, int channels, torch.Generator generator)
    {
        GeneratorNetwork network = spec switch
        {
            HourglassSpec hourglass => new HourglassNetwork(hourglass, channels),
            DecoderSpec decoder => new DecoderNetwork(decoder, channels, generator),
            _ => throw new ArgumentException($"There is no network for {spec.Name}.", nameof(spec)),
        };
        network.Parameters.Allocate(generator);
        return network;
    }

    /// <summary>Shape of the network input for a picture of the given size, whose sides are multiples of 2 to the depth.</summary>
    public abstract long[] InputShape(int height, int width);

    /// <summary>The iterate, 1xCxHxW in (0, 1); belongs to the caller's dispose scope.</summary>
    public abstract Tensor Forward(Tensor input);

    public void Dispose() => Parameters.Dispose();
}
