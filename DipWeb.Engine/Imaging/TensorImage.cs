using System.Runtime.InteropServices;
using TorchSharp;

namespace DipWeb.Engine.Imaging;

/// <summary>The only bridge between pictures in managed memory and tensors.</summary>
internal static class TensorImage
{
    /// <summary>A picture as a 1xCxHxW tensor on the device, owned by the caller.</summary>
    public static Tensor ToTensor(ImageBuffer picture, torch.Device device)
    {
        using var planes = FromArray(picture.Samples, 1, picture.Channels, picture.Height, picture.Width);
        return planes.to(device, copy: true);
    }

    /// <summary>A mask as a 1x1xHxW tensor of 1 (known) and 0 (hole), owned by the caller.</summary>
    public static Tensor ToTensor(KnownMask mask, torch.Device device)
    {
        var known = new float[mask.Height * mask.Width];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = mask.Values[i];
        }

        using var plane = FromArray(known, 1, 1, mask.Height, mask.Width);
        return plane.to(device, copy: true);
    }

    /// <summary>A 1xCxHxW tensor as a picture. Waits for the device.</summary>
    public static ImageBuffer ToPicture(Tensor tensor)
    {
        var shape = tensor.shape;
        return new ImageBuffer((int)shape[1], (int)shape[2], (int)shape[3], ToArray(tensor));
    }

    /// <summary>Values as a tensor on the CPU, owned by the caller.</summary>
    /// <remarks>They go over as a whole, here and below; TorchSharp 0.107 takes and gives some of them one by one.</remarks>
    /// <param name="values">In row-major order.</param>
    /// <param name="shape">Of the tensor.</param>
    public static Tensor FromArray(ReadOnlySpan<float> values, params long[] shape)
    {
        var tensor = torch.empty(shape);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(tensor.bytes));
        return tensor;
    }

    /// <summary>A tensor's values in row-major order. Waits for the device.</summary>
    public static float[] ToArray(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return MemoryMarshal.Cast<byte, float>(tensor.detach().cpu().contiguous().bytes).ToArray();
    }
}
