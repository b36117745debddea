using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The exponentially averaged iterate: average = d * average + (1 - d) * iterate.</summary>
/// <remarks>
/// d grows to the decay as n / (n + 9) after n iterates, as averages of weights are commonly warmed up (TensorFlow's
/// ExponentialMovingAverage): with the full decay from the start, the picture of the first hundred iterations would still be
/// mostly the grey of the first one. From n = 9 d / (1 - d) on (891 for 0.99) this is the published average.
/// </remarks>
internal sealed class IterateAverage(double decay, long[] shape, torch.Device device) : IDisposable
{
    /// <summary>1xCxHxW.</summary>
    public Tensor Value { get; } = torch.zeros(shape, device: device).DetachFromDisposeScope();

    /// <summary>Takes an iterate in.</summary>
    /// <param name="iterate">1xCxHxW; not kept.</param>
    /// <param name="averaged">How many were taken in before.</param>
    public void Add(Tensor iterate, int averaged)
    {
        using var noGradient = torch.no_grad();
        var kept = Kept(decay, averaged);
        Value.mul_(kept).add_(iterate, 1 - kept);
    }

    /// <summary>The same average, of numbers.</summary>
    /// <param name="average">So far.</param>
    /// <param name="number">Comes in.</param>
    /// <param name="averaged">How many were taken in before.</param>
    public double With(double average, double number, int averaged) => number + (Kept(decay, averaged) * (average - number));

    /// <summary>The share of the average that is kept when the next iterate comes in.</summary>
    /// <param name="decay">The decay in the long run.</param>
    /// <param name="averaged">How many were taken in before.</param>
    public static double Kept(double decay, int averaged)
    {
        const double WarmUp = 9;
        return Math.Min(decay, averaged / (averaged + WarmUp));
    }

    public void Dispose() => Value.Dispose();
}
