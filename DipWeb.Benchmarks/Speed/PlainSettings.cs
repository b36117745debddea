using TorchSharp;

namespace DipWeb.Benchmarks.Speed;

/// <summary>What the notebooks of the published code change from task to task (Ulyanov, Vedaldi and Lempitsky, CVPR 2018).</summary>
internal sealed record PlainSettings
{
    /// <summary>Denoising of a picture in colour.</summary>
    public static PlainSettings Denoising { get; } = new() { Iterations = 3000 };

    /// <summary>Half of the pixels lost.</summary>
    public static PlainSettings LostPixels { get; } = new() { Iterations = 11_000, Rate = 0.001, InputNoise = 0.03 };

    /// <summary>A picture under text.</summary>
    public static PlainSettings Text { get; } = new() { Iterations = 6001, InputNoise = 0.03, SkipWidth = 128, Upsampling = torch.UpsampleMode.Nearest };

    public required int Iterations { get; init; }

    public double Rate { get; init; } = 0.01;

    /// <summary>Standard deviation of what is added to the input in each iteration; the input itself is within [0, 0.1].</summary>
    public double InputNoise { get; init; } = 1 / 30d;

    /// <summary>Channels of a skip connection.</summary>
    public int SkipWidth { get; init; } = 4;

    public torch.UpsampleMode Upsampling { get; init; } = torch.UpsampleMode.Bilinear;
}
