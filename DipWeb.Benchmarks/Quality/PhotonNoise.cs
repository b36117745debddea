using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Light counted photon by photon: the variance grows with the brightness.</summary>
internal static class PhotonNoise
{
    private const ulong Seed = 20180620;

    /// <summary>Poisson numbers of the brightness, clipped to [0, 1]. The same for the same picture, always.</summary>
    /// <param name="clean">The picture.</param>
    /// <param name="photons">How many white has on the average.</param>
    public static ImageBuffer Count(ImageBuffer clean, double photons)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(Seed, torch.CPU);
        var counted = torch.poisson(torch.tensor(clean.ToArray()) * photons, generator).div_(photons).clamp_(0, 1);
        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, counted.data<float>().ToArray());
    }
}
