using TorchSharp;

namespace DipWeb.Engine.Objectives;

/// <summary>Total variation (Rudin, Osher and Fatemi, Physica D 60, 1992), its channels coupled: an edge of all channels counts once.</summary>
internal static class TotalVariation
{
    private const double SmallestSquare = 1e-6; // keeps the root's slope finite where a layer is flat

    /// <summary>Length of the gradient at each pixel, root mean square over the channels, 1x1xHxW; the last row and column have no successor.</summary>
    /// <param name="layer">1xCxHxW.</param>
    public static Tensor At(Tensor layer)
    {
        var (height, width) = (layer.shape[2], layer.shape[3]);
        var down = layer.narrow(2, 1, height - 1) - layer.narrow(2, 0, height - 1);
        var right = layer.narrow(3, 1, width - 1) - layer.narrow(3, 0, width - 1);
        var square = torch.nn.functional.pad(down, [0, 0, 0, 1]).square() + torch.nn.functional.pad(right, [0, 1, 0, 0]).square();
        return (square.mean([1], keepdim: true) + SmallestSquare).sqrt();
    }
}
