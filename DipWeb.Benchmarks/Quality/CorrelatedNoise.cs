using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Gaussian noise that neighbours share, as after demosaicking or a change of size; clipped to [0, 1].</summary>
internal static class CorrelatedNoise
{
    private const ulong Seed = 20180621;

    /// <summary>Each sample gets half the sum of four independent numbers, two of which the next one has too. The same for the same shape, always.</summary>
    /// <param name="clean">The picture.</param>
    /// <param name="deviation">Standard deviation, in the units of the samples.</param>
    public static ImageBuffer AddTo(ImageBuffer clean, double deviation)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(Seed, torch.CPU);
        var independent = torch.empty(1, clean.Channels, clean.Height + 1, clean.Width + 1).normal_(0, deviation, generator);
        var shared = torch.nn.functional.avg_pool2d(independent, kernel_size: 2, stride: 1).mul_(2);
        var noisy = shared.reshape(-1).add_(torch.tensor(clean.ToArray())).clamp_(0, 1);
        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, noisy.data<float>().ToArray());
    }
}
