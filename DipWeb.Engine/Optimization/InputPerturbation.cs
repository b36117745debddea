using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The network input z, uniform in [0, 0.1], and its perturbation by fresh Gaussian noise each iteration.</summary>
internal sealed class InputPerturbation : IDisposable
{
    private readonly double _deviation;
    private readonly torch.Generator _generator;
    private readonly Tensor _input;
    private readonly Tensor _perturbed;

    public InputPerturbation(long[] shape, double deviation, torch.Generator generator, torch.Device device)
    {
        _deviation = deviation;
        _generator = generator;
        _input = torch.empty(shape, device: device).uniform_(0, 0.1, generator).DetachFromDisposeScope();
        _perturbed = torch.empty_like(_input).DetachFromDisposeScope();
    }

    /// <summary>The input of this iteration; the same tensor each time, overwritten by the next call.</summary>
    public Tensor Next() => _deviation == 0 ? _input : _perturbed.normal_(0, _deviation, _generator).add_(_input);

    public void Dispose()
    {
        _input.Dispose();
        _perturbed.Dispose();
    }
}
