using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>A generator: network input to picture. Its parameters live in a flat buffer, which several networks may share.</summary>
internal abstract class GeneratorNetwork : IDisposable
{
    /// <summary>Whether the network computes in the layout of <see cref="ChannelsLast"/>; its input decides for all of it.</summary>
    public virtual bool IsChannelsLast => false;

    /// <summary>Builds a network upon a buffer that is not yet allocated and outlives it.</summary>
    /// <param name="spec">What to build.</param>
    /// <param name="channels">Channels of its picture.</param>
    /// <param name="parameters">Where the network declares its parameters.</param>
    /// <param name="generator">Disturbs the features, where the spec wants that.</param>
    public static GeneratorNetwork Create(NetworkSpec spec, int channels, ParameterBuffer parameters, torch.Generator generator) => spec switch
    {
        HourglassSpec hourglass => new HourglassNetwork(hourglass, channels, parameters),
        DecoderSpec decoder => new DecoderNetwork(decoder, channels, parameters, generator),
        _ => throw new ArgumentException($"There is no network for {spec.Name}.", nameof(spec)),
    };

    /// <summary>Shape of the network input for a picture of the given size, whose sides are multiples of 2 to the depth.</summary>
    public abstract long[] InputShape(int height, int width);

    /// <summary>Draws what disturbs the features of the next pass, if the spec wants that; before the first time, nothing does.</summary>
    public virtual void Draw(int height, int width)
    {
    }

    /// <summary>The iterate, 1xCxHxW in (0, 1); belongs to the caller's dispose scope.</summary>
    public abstract Tensor Forward(Tensor input);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
