using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The network input z and its perturbation by fresh Gaussian noise each iteration.</summary>
internal sealed class InputPerturbation : IDisposable
{
    private readonly NoiseTape? _noise; // null for none
    private readonly Tensor _input; // in the network's memory layout, as are the others
    private readonly Tensor _perturbed;

    /// <summary>Takes ownership of the input.</summary>
    private InputPerturbation(Tensor input, bool isChannelsLast, double deviation, torch.Generator generator)
    {
        _input = input;
        _noise = deviation == 0 ? null : new NoiseTape(generator, deviation, input.dtype, input.shape);
        _perturbed = _input.clone().DetachFromDisposeScope();
        var seen = _noise is null ? _input : _perturbed;
        Value = (isChannelsLast ? ChannelsLast.View(seen) : seen.alias()).DetachFromDisposeScope();
    }

    /// <summary>Around a z that is uniform in [0, 0.1].</summary>
    public static InputPerturbation Around(long[] shape, bool isChannelsLast, double deviation, torch.Generator generator, torch.Device device) =>
        new(
            generator.FillUniform(torch.empty(isChannelsLast ? ChannelsLast.MemoryShape(shape) : shape, device: device), 0, 0.1).DetachFromDisposeScope(),
            isChannelsLast,
            deviation,
            generator);

    /// <summary>Around a picture, 1xCxHxW, for a network in the default layout.</summary>
    public static InputPerturbation Around(Tensor picture, double deviation, torch.Generator generator) =>
        new(picture.clone().DetachFromDisposeScope(), isChannelsLast: false, deviation, generator);

    /// <summary>Around x and y of each pixel, 0 to 1 from the first column and row to the last, for a network in the default layout.</summary>
    public static InputPerturbation AroundCoordinates(int height, int width, double deviation, torch.Generator generator, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var across = torch.linspace(0, 1, width, device: device).expand(height, width);
        var down = torch.linspace(0, 1, height, device: device).unsqueeze(1).expand(height, width);
        return new(torch.stack([across, down]).unsqueeze(0).DetachFromDisposeScope(), isChannelsLast: false, deviation, generator);
    }

    /// <summary>The perturbed input, 1xCxHxW, always the same tensor; <see cref="Draw"/> overwrites it.</summary>
    public Tensor Value { get; }

    /// <summary>Perturbs the input anew.</summary>
    public void Draw()
    {
        if (_noise is not null)
        {
            _noise.Draw();
            _perturbed.copy_(_input).add_(_noise.Noises[0]);
        }
    }

    public void Dispose()
    {
        Value.Dispose();
        _noise?.Dispose();
        _perturbed.Dispose();
        _input.Dispose();
    }
}
