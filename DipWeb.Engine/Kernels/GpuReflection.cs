using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Kernels;

/// <summary>Mirrors features beyond their border; the outermost pixels are not repeated.</summary>
internal sealed class GpuReflection : FeatureFunction<GpuReflection>
{
    private const string Border = nameof(Border);

    /// <summary>Adds the border.</summary>
    /// <param name="features">1xCxHxW that <see cref="FeatureKernels"/> has kernels for.</param>
    /// <param name="border">Pixels on every side, fewer than the picture has.</param>
    /// <returns>In the layout of <see cref="ChannelsLast"/>.</returns>
    public static Tensor Reflect(Tensor features, int border) => apply(features, border);

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var (features, border) = ((Tensor)vars[0], (int)vars[1]);
        using var scope = torch.NewDisposeScope();
        var memory = ChannelsLast.Memory(features);
        var (height, width, groups) = FeatureRows.Sizes(memory);
        var results = torch.empty(1, height + (2 * border), width + (2 * border), memory.shape[^1], memory.dtype, memory.device);
        FeatureRows.Start(FeatureKernels.For(features)!, "reflect", results, memory, results, height, width, groups, border); // the caller asked
        ctx.save_data(Border, border);
        return ChannelsLast.View(results).MoveToOuterDisposeScope();
    }

    protected override List<Tensor?> Backward(torch.autograd.AutogradContext context, Tensor gradient)
    {
        var border = (int)context.get_data(Border);
        var (height, width, groups) = FeatureRows.Sizes(gradient);
        (height, width) = (height - (2 * border), width - (2 * border));
        var results = torch.empty(1, height, width, gradient.shape[^1], gradient.dtype, gradient.device);
        FeatureRows.Start(FeatureKernels.For(ChannelsLast.View(gradient))!, "fold", results, gradient, results, height, width, groups, border); // forward had them
        return [ChannelsLast.View(results), null];
    }
}
