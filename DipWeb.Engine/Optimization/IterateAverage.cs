using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The exponentially averaged iterate: average = decay * average + (1 - decay) * iterate, starting from the first.</summary>
internal sealed class IterateAverage(double decay, long[] shape, torch.Device device) : IDisposable
{
    /// <summary>1xCxHxW.</summary>
    public Tensor Value { get; } = torch.zeros(shape, device: device).DetachFromDisposeScope();

    /// <summary>Takes an iterate in.</summary>
    /// <param name="iterate">1xCxHxW; not kept.</param>
    /// <param name="isFirst">Whether nothing was averaged before.</param>
    public void Add(Tensor iterate, bool isFirst)
    {
        using var noGradient = torch.no_grad();
        _ = isFirst ? Value.copy_(iterate) : Value.mul_(decay).add_(iterate, 1 - decay);
    }

    public void Dispose() => Value.Dispose();
}
