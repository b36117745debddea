using TorchSharp;

namespace DipWeb.Engine.Imaging;

/// <summary>The only bridge between pictures in managed memory and tensors.</summary>
internal static class TensorImage
{
    /// <summary>A picture as a 1xCxHxW tensor on the device, owned by the caller.</summary>
    public static Tensor ToTensor(ImageBuffer picture, torch.Device device)
    {
        using var planes = torch.tensor(picture.ToArray(), [1, picture.Channels, picture.Height, picture.Width]);
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

        using var plane = torch.tensor(known, [1, 1, mask.Height, mask.Width]);
        return plane.to(device, copy: true);
    }

    /// <summary>A 1xCxHxW tensor as a picture. Waits for the device.</summary>
    public static ImageBuffer ToPicture(Tensor tensor)
    {
        var shape = tensor.shape;
        return new ImageBuffer((int)shape[1], (int)shape[2], (int)shape[3], ToArray(tensor));
    }

    /// <summary>A tensor's values in row-major order. Waits for the device.</summary>
    public static float[] ToArray(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<float>().ToArray();
    }
}
