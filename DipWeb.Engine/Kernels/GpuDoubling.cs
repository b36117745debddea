using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Kernels;

/// <summary>Doubles height and width of features, linear in both directions, corners not aligned.</summary>
internal sealed class GpuDoubling : FeatureFunction<GpuDoubling>
{
    /// <summary>Doubles.</summary>
    /// <param name="features">1xCxHxW that <see cref="FeatureKernels"/> has kernels for.</param>
    /// <returns>1xCx2Hx2W in the layout of <see cref="ChannelsLast"/>.</returns>
    public static Tensor Double(Tensor features) => apply(features);

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var features = (Tensor)vars[0];
        using var scope = torch.NewDisposeScope();
        var memory = ChannelsLast.Memory(features);
        var (height, width, groups) = FeatureRows.Sizes(memory);
        var results = torch.empty(1, 2 * height, 2 * width, memory.shape[^1], memory.dtype, memory.device);
        FeatureRows.Start(FeatureKernels.For(features)!, "double_bilinear", results, memory, results, height, width, groups); // the caller asked
        return ChannelsLast.View(results).MoveToOuterDisposeScope();
    }

    protected override List<Tensor?> Backward(torch.autograd.AutogradContext context, Tensor gradient)
    {
        var (height, width, groups) = FeatureRows.Sizes(gradient);
        (height, width) = (height / 2, width / 2);
        var results = torch.empty(1, height, width, gradient.shape[^1], gradient.dtype, gradient.device);
        FeatureRows.Start(FeatureKernels.For(ChannelsLast.View(gradient))!, "halve_bilinear", results, gradient, results, height, width, groups); // forward had them
        return [ChannelsLast.View(results)];
    }
}
