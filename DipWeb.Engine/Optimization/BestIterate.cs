using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The averaged iterate that the stop rule liked best, whatever came after it.</summary>
internal sealed class BestIterate(long[] shape, torch.Device device) : IDisposable
{
    /// <summary>1xCxHxW; only of meaning when <see cref="Iteration"/> is not 0.</summary>
    public Tensor Value { get; } = torch.zeros(shape, device: device).DetachFromDisposeScope();

    /// <summary>Its iteration; 0 while the rule has named none.</summary>
    public int Iteration { get; set; }

    public void Keep(Tensor average, int iteration)
    {
        using var noGradient = torch.no_grad();
        Value.copy_(average);
        Iteration = iteration;
    }

    public void Dispose() => Value.Dispose();
}
