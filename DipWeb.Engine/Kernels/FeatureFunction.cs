using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Kernels;

/// <summary>A function of features by kernels, with its way back.</summary>
/// <typeparam name="T">The function itself.</typeparam>
internal abstract class FeatureFunction<T> : torch.autograd.SingleTensorFunction<T>
    where T : FeatureFunction<T>, new()
{
    public sealed override string Name => typeof(T).Name;

    public sealed override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = torch.NewDisposeScope();
        var gradients = Backward(ctx, ChannelsLast.Memory(grad_output));
        grad_output.Dispose();
        foreach (var gradient in gradients)
        {
            gradient?.DetachFromDisposeScope();
        }

        HandedOver.Replace(gradients);
        return gradients!; // TorchSharp takes null for what has no gradient
    }

    /// <summary>The way back.</summary>
    /// <param name="context">What <c>forward</c> kept.</param>
    /// <param name="gradient">Of the results, 1xHxWxC.</param>
    /// <returns>For each argument its gradient, null for what has none.</returns>
    protected abstract List<Tensor?> Backward(torch.autograd.AutogradContext context, Tensor gradient);
}
