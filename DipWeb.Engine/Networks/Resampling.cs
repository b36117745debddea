using TorchSharp;

namespace DipWeb.Engine.Networks;

internal static class Resampling
{
    private const int Rows = 2;
    private const int Columns = 3;

    /// <summary>Doubles height and width of a 1xCxHxW tensor.</summary>
    public static Tensor Double(Tensor features, Upsampling upsampling) => upsampling switch
    {
        Upsampling.Bilinear when features.device_type == DeviceType.CPU =>
            torch.nn.functional.interpolate(features, scale_factor: [2, 2], mode: torch.InterpolationMode.Bilinear, align_corners: false),
        Upsampling.Bilinear => DoubleByPieces(features),
        Upsampling.Nearest => torch.nn.functional.interpolate(features, scale_factor: [2, 2], mode: torch.InterpolationMode.Nearest),
    };

    /// <summary>Bilinear, on any device, with gradients that are added up in a fixed order: libtorch's own has none on a GPU.</summary>
    internal static Tensor DoubleByPieces(Tensor features)
    {
        return Along(Along(features, Rows), Columns);

        // Every new pixel lies a quarter of the way from one old one to its neighbour; beyond the border there is the outermost pixel again.
        static Tensor Along(Tensor tensor, int dimension)
        {
            const double Quarter = 0.25;
            var size = tensor.shape[dimension];
            var before = torch.cat([tensor.narrow(dimension, 0, 1), tensor.narrow(dimension, 0, size - 1)], dimension);
            var after = torch.cat([tensor.narrow(dimension, 1, size - 1), tensor.narrow(dimension, size - 1, 1)], dimension);
            var pair = torch.stack([tensor.lerp(before, Quarter), tensor.lerp(after, Quarter)], dimension + 1);
            return pair.flatten(dimension, dimension + 1);
        }
    }
}
