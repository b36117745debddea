using TorchSharp;

namespace DipWeb.Engine.Devices;

/// <summary>The memory layout in which the channels of a pixel lie side by side (NHWC); a tensor's shape stays 1xCxHxW.</summary>
/// <remarks>
/// libtorch interpolates, pads and normalizes a few channels several times faster in it, on a CPU, and a GPU convolves in it (docs/speed.md). It spreads from a
/// network's input through the layers by itself. Random numbers must be drawn into the memory and not through the view,
/// for which libtorch has only a slow path.
/// </remarks>
internal static class ChannelsLast
{
    /// <summary>The shape of the memory, 1xHxWxC.</summary>
    /// <param name="shape">1xCxHxW.</param>
    public static long[] MemoryShape(long[] shape) => [shape[0], shape[2], shape[3], shape[1]];

    /// <summary>A tensor's values in this layout, 1xHxWxC; a view where they already lie so.</summary>
    /// <param name="features">1xCxHxW.</param>
    public static Tensor Memory(Tensor features) => features.permute(0, 2, 3, 1).contiguous();

    /// <summary>The memory seen as 1xCxHxW.</summary>
    /// <param name="memory">1xHxWxC.</param>
    public static Tensor View(Tensor memory) => memory.permute(0, 3, 1, 2);

    /// <summary>A new tensor in this layout, of no particular values, on the CPU.</summary>
    /// <param name="shape">1xCxHxW.</param>
    public static Tensor Empty(long[] shape) => torch.empty_strided(shape, [shape[1] * shape[2] * shape[3], 1, shape[1] * shape[3], shape[1]]);
}
