using TorchSharp;

namespace DipWeb.Engine.Networks;

internal static class Resampling
{
    /// <summary>Doubles height and width of a 1xCxHxW tensor.</summary>
    public static Tensor Double(Tensor features, Upsampling upsampling) => upsampling switch
    {
        Upsampling.Bilinear => torch.nn.functional.interpolate(features, scale_factor: [2, 2], mode: torch.InterpolationMode.Bilinear, align_corners: false),
        Upsampling.Nearest => torch.nn.functional.interpolate(features, scale_factor: [2, 2], mode: torch.InterpolationMode.Nearest),
    };
}
