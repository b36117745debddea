using DipWeb.Engine.Kernels;
using TorchSharp;

namespace DipWeb.Engine.Devices;

/// <summary>Continues a 1xCxHxW tensor beyond its border.</summary>
/// <remarks>
/// libtorch's own padding adds the gradients up in no fixed order on a GPU, so that two runs of one seed differ there. Pieces that are laid
/// side by side do not; on a CPU libtorch's own is faster, and exact.
/// </remarks>
internal static class Border
{
    private const int Rows = 2;
    private const int Columns = 3;

    /// <summary>Mirrors the picture at its outermost pixels, which are not repeated.</summary>
    /// <param name="features">The tensor.</param>
    /// <param name="width">Pixels on every side, fewer than the picture has.</param>
    public static Tensor Reflect(Tensor features, int width) =>
        features.device_type == DeviceType.CPU ? torch.nn.functional.pad(features, (width, width, width, width), PaddingModes.Reflect)
        : FeatureKernels.For(features) is null ? ReflectByPieces(features, width)
        : GpuReflection.Reflect(features, width);

    /// <summary>Repeats the outermost pixels.</summary>
    /// <param name="features">The tensor.</param>
    /// <param name="left">Columns before the first.</param>
    /// <param name="right">Columns behind the last.</param>
    /// <param name="top">Rows above the first.</param>
    /// <param name="bottom">Rows below the last.</param>
    public static Tensor Replicate(Tensor features, long left, long right, long top, long bottom) => features.device_type == DeviceType.CPU
        ? torch.nn.functional.pad(features, (left, right, top, bottom), PaddingModes.Replicate)
        : ReplicateByPieces(features, left, right, top, bottom);

    /// <summary>As <see cref="Reflect"/>, on any device, in the layout of <see cref="ChannelsLast"/>.</summary>
    internal static Tensor ReflectByPieces(Tensor features, int width)
    {
        const int MemoryRows = 1;
        const int MemoryColumns = 2;
        return ChannelsLast.View(Along(Along(ChannelsLast.Memory(features), MemoryRows), MemoryColumns));

        Tensor Along(Tensor tensor, int dimension)
        {
            var inner = tensor.shape[dimension] - (2 * (width + 1));
            if (inner <= 0)
            {
                var (before, after) = (tensor.narrow(dimension, 1, width), tensor.narrow(dimension, inner + width + 1, width));
                return torch.cat([before.flip(dimension), tensor, after.flip(dimension)], dimension);
            }

            // Each piece is cut out once, so that its gradient, the sum over its places, is laid into one tensor and not added to one of zeros.
            var parts = tensor.split([1, width, inner, width, 1], dimension);
            return torch.cat([parts[1].flip(dimension), .. parts, parts[3].flip(dimension)], dimension);
        }
    }

    /// <summary>As <see cref="Replicate"/>, on any device.</summary>
    internal static Tensor ReplicateByPieces(Tensor features, long left, long right, long top, long bottom)
    {
        return Along(Along(features, Rows, top, bottom), Columns, left, right);

        static Tensor Along(Tensor tensor, int dimension, long before, long after) => torch.cat(
            [Repeated(tensor.narrow(dimension, 0, 1), dimension, before), tensor, Repeated(tensor.narrow(dimension, tensor.shape[dimension] - 1, 1), dimension, after)],
            dimension);

        static Tensor Repeated(Tensor edge, int dimension, long times)
        {
            var shape = edge.shape;
            shape[dimension] = times;
            return edge.expand(shape);
        }
    }
}
