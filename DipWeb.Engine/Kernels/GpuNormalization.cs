using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Kernels;

/// <summary>Batch normalization by the statistics of the one picture, and LeakyReLU, as one function.</summary>
internal sealed class GpuNormalization : FeatureFunction<GpuNormalization>
{
    private const string Slope = nameof(Slope);
    private const float Least = 1e-5f; // is added to the variance, as in PyTorch's BatchNorm2d
    private const int FewPixels = FeatureKernels.ManyThreads * FeatureKernels.Held; // one kernel does everything
    private const int PixelsOfAThread = 4; // at least, before a sum is divided among more blocks
    private const int SumsAtMost = 384;
    private const int BlocksAtMost = 2048;
    private const int Statistics = 3; // mean, 1 / deviation, factor

    /// <summary>Normalizes and activates.</summary>
    /// <param name="features">1xCxHxW that <see cref="FeatureKernels"/> has kernels for.</param>
    /// <param name="scale">C.</param>
    /// <param name="shift">C.</param>
    /// <param name="slope">Of LeakyReLU; 1 for no activation.</param>
    /// <returns>1xCxHxW in the layout of <see cref="ChannelsLast"/>.</returns>
    public static Tensor Normalize(Tensor features, Tensor scale, Tensor shift, float slope) => apply(features, scale, shift, slope);

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var (features, scale, shift, slope) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (float)vars[3]);
        using var scope = torch.NewDisposeScope();
        var kernels = FeatureKernels.For(features)!; // the caller asked
        var memory = ChannelsLast.Memory(features);
        var (pixels, channels, groups) = Sizes(memory);
        var results = torch.empty_like(memory);
        var statistics = torch.empty(Statistics * channels, device: memory.device);
        if (pixels <= FewPixels)
        {
            kernels.Start("normalize_few", (groups, 1), FeatureKernels.ManyThreads, memory, scale, shift, results, statistics, pixels, groups, Least, slope);
        }
        else
        {
            var sums = Blocks(pixels, groups, SumsAtMost);
            var partial = torch.empty(2 * sums * channels, device: memory.device);
            kernels.Start("add_values", (sums, 1), FeatureKernels.Threads, memory, partial, pixels, groups);
            kernels.Start("find_statistics", (BlocksOfColumns(channels), 1), FeatureKernels.ManyThreads, memory, partial, scale, statistics, sums, pixels, channels, Least);
            kernels.Start("normalize", (Blocks(pixels, groups, BlocksAtMost), 1), FeatureKernels.Threads, memory, statistics, shift, results, pixels, groups, slope);
        }

        ctx.save_data(Slope, slope);
        ctx.save_for_backward([features, shift, statistics.MoveToOuterDisposeScope()]);
        return ChannelsLast.View(results).MoveToOuterDisposeScope();
    }

    protected override List<Tensor?> Backward(torch.autograd.AutogradContext context, Tensor gradient)
    {
        var saved = context.get_saved_variables();
        var slope = (float)context.get_data(Slope);
        var kernels = FeatureKernels.For(saved[0])!; // forward had them
        var (memory, shift, statistics) = (ChannelsLast.Memory(saved[0]), saved[1], saved[2]);
        var (pixels, channels, groups) = Sizes(memory);
        var results = torch.empty_like(memory);
        var (scaleGradient, shiftGradient) = (torch.empty(channels, device: memory.device), torch.empty(channels, device: memory.device));
        if (pixels <= FewPixels)
        {
            kernels.Start(
                "denormalize_few", (groups, 1), FeatureKernels.ManyThreads, memory, gradient, statistics, shift, scaleGradient, shiftGradient, results, pixels, groups, slope);
        }
        else
        {
            var sums = Blocks(pixels, groups, SumsAtMost);
            var partial = torch.empty(2 * sums * channels, device: memory.device);
            var means = torch.empty(2 * channels, device: memory.device);
            kernels.Start("add_gradients", (sums, 1), FeatureKernels.Threads, memory, gradient, statistics, shift, partial, pixels, groups, slope);
            kernels.Start(
                "find_gradients", (BlocksOfColumns(channels), 1), FeatureKernels.ManyThreads, partial, statistics, scaleGradient, shiftGradient, means, sums, pixels, channels);
            kernels.Start(
                "denormalize", (Blocks(pixels, groups, BlocksAtMost), 1), FeatureKernels.Threads, memory, gradient, statistics, shift, means, results, pixels, groups, slope);
        }

        return [ChannelsLast.View(results), scaleGradient, shiftGradient, null];
    }

    private static (int Pixels, int Channels, int Groups) Sizes(Tensor memory)
    {
        var channels = (int)memory.shape[^1];
        return (checked((int)(memory.numel() / channels)), channels, channels / FeatureKernels.Group);
    }

    private static int Blocks(int pixels, int groups, int most)
    {
        var pixelsOfABlock = FeatureKernels.Threads / groups * PixelsOfAThread;
        return Math.Min((pixels + pixelsOfABlock - 1) / pixelsOfABlock, most);
    }

    private static int BlocksOfColumns(int channels) => (channels + FeatureKernels.Columns - 1) / FeatureKernels.Columns;
}
