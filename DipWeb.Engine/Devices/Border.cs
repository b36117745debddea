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
    public static Tensor Reflect(Tensor features, int width) => features.device_type == DeviceType.CPU
        ? torch.nn.functional.pad(features, (width, width, width, width), PaddingModes.Reflect)
        : ReflectByPieces(features, width);

    /// <summary>Repeats the outermost pixels.</summary>
    /// <param name="features">The tensor.</param>
    /// <param name="left">Columns before the first.</param>
    /// <param name="right">Columns behind the last.</param>
    /// <param name="top">Rows above the first.</param>
    /// <param name="bottom">Rows below the last.</param>
    public static Tensor Replicate(Tensor features, long left, long right, long top, long bottom) => features.device_type == DeviceType.CPU
        ? torch.nn.functional.pad(features, (left, right, top, bottom), PaddingModes.Replicate)
        : ReplicateByPieces(features, left, right, top, bottom);

    /// <summary>As <see cref="Reflect"/>, on any device.</summary>
    internal static Tensor ReflectByPieces(Tensor features, int width)
    {
        return Along(Along(features, Rows), Columns);

        Tensor Along(Tensor tensor, int dimension) => torch.cat(
            [tensor.narrow(dimension, 1, width).flip(dimension), tensor, tensor.narrow(dimension, tensor.shape[dimension] - 1 - width, width).flip(dimension)],
            dimension);
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
