using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Independent Gaussian noise on every sample, the result clipped to [0, 1] as in the paper.</summary>
internal static class GaussianNoise
{
    private const ulong Seed = 20180618;

    /// <summary>The same noise for the same shape, always.</summary>
    /// <param name="clean">The picture.</param>
    /// <param name="deviation">Standard deviation, in the units of the samples.</param>
    public static ImageBuffer AddTo(ImageBuffer clean, double deviation)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(Seed, torch.CPU);
        var noise = torch.empty(clean.Samples.Length).normal_(0, deviation, generator);
        var noisy = noise.add_(torch.tensor(clean.ToArray())).clamp_(0, 1);
        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, noisy.data<float>().ToArray());
    }
}
