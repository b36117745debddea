using DipWeb.Engine.Devices;
using DipWeb.Engine.Kernels;
using TorchSharp;

namespace DipWeb.Engine.Networks;

internal static class Resampling
{
    /// <summary>Doubles height and width of a 1xCxHxW tensor.</summary>
    public static Tensor Double(Tensor features, Upsampling upsampling) => upsampling switch
    {
        Upsampling.Bilinear when features.device_type == DeviceType.CPU =>
            torch.nn.functional.interpolate(features, scale_factor: [2, 2], mode: torch.InterpolationMode.Bilinear, align_corners: false),
        Upsampling.Bilinear => FeatureKernels.For(features) is null ? DoubleByProducts(features) : GpuDoubling.Double(features),
        Upsampling.Nearest => torch.nn.functional.interpolate(features, scale_factor: [2, 2], mode: torch.InterpolationMode.Nearest),
    };

    /// <summary>Bilinear, on any device, with gradients that are added up in a fixed order: libtorch's own has none on a GPU.</summary>
    /// <remarks>Products with the weights of every new row and column, upon the layout of <see cref="ChannelsLast"/>: one large product, and one for each row.</remarks>
    internal static Tensor DoubleByProducts(Tensor features)
    {
        var (channels, height, width) = (features.shape[1], features.shape[2], features.shape[3]);
        var memory = ChannelsLast.Memory(features).view(height, width * channels);
        var higher = Weights(height).matmul(memory).view(2 * height, width, channels);
        return ChannelsLast.View(Weights(width).matmul(higher).unsqueeze(0));

        Tensor Weights(long size)
        {
            using var noGradient = torch.no_grad();
            var one = torch.eye(size, device: features.device).view(1, 1, size, size);
            return torch.nn.functional.interpolate(one, size: [2 * size, size], mode: torch.InterpolationMode.Bilinear, align_corners: false).view(2 * size, size).to(features.dtype);
        }
    }
}
