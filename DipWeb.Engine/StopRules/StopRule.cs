using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>Watches a run, tells which iterate is the best so far, and when waiting for a better one is over.</summary>
/// <remarks>It sees every iteration without reading a number from the device; it looks, and reads, at its interval alone.</remarks>
internal abstract class StopRule : IDisposable
{
    /// <summary>Iterations from one look to the next.</summary>
    public const int Interval = 10;

    /// <summary>The quantity that the rule watches, as of the last look; null before the first.</summary>
    public virtual double? Score => null;

    /// <summary>PSNR of the averaged iterate, estimated without a reference, dB; null where the rule cannot tell.</summary>
    public virtual double? EstimatedPsnr => null;

    /// <summary>Takes an iteration in.</summary>
    /// <param name="iteration">The iteration, from 1, and its tensors, which are not kept.</param>
    public abstract void Observe(in Observation iteration);

    /// <summary>Judges at the interval.</summary>
    /// <param name="iteration">Iterations done.</param>
    /// <param name="average">The averaged iterate, 1xCxHxW; not kept.</param>
    public abstract StopVerdict Look(int iteration, Tensor average);

    /// <summary>The one tensor of the rule that changes; null where there is none.</summary>
    public virtual Tensor? Samples => null;

    /// <summary>Everything of the rule that changes.</summary>
    /// <param name="values">What is captured of the <see cref="Samples"/>: their values, or nothing where someone else keeps them.</param>
    public StopRuleState Capture(Func<Tensor, float[]> values) => new(CaptureNumbers(), Samples is { } samples ? values(samples) : []);

    /// <summary>Goes back to a captured state; <see cref="Samples"/> that were not captured stay as they are.</summary>
    /// <param name="state">Of a rule of the same spec and picture.</param>
    public void Restore(StopRuleState state)
    {
        using var scope = torch.NewDisposeScope();
        if (state.Samples.Length > 0)
        {
            Samples?.copy_(TensorImage.FromArray(state.Samples, Samples.shape));
        }

        RestoreNumbers(state.Numbers);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Everything that changes but for the <see cref="Samples"/>.</summary>
    protected virtual double[] CaptureNumbers() => [];

    /// <summary>Goes back to captured numbers.</summary>
    /// <param name="numbers">Of a rule of the same spec and picture.</param>
    protected virtual void RestoreNumbers(double[] numbers)
    {
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
