namespace DipWeb.Engine.Specs;

/// <summary>The small denoiser of “Zero-Shot Noise2Noise” (Mansour and Heckel, CVPR 2023): two 3x3 convolutions and a 1x1, picture to noise.</summary>
public sealed record TwoViewSpec : NetworkSpec
{
    /// <summary>The published step size.</summary>
    internal const double LearningRate = 0.001;

    /// <summary>Channels between the convolutions.</summary>
    public int Width { get; init; } = 48;

    /// <inheritdoc/>
    /// <remarks>The views have half the sides of the picture.</remarks>
    public override int Depth => 1;

    /// <remarks>Two layers, without normalization, over the whole picture and twice over a quarter of it: about one scale of a generator, as measured.</remarks>
    internal override double ChannelsPerPixel => Width;

    /// <inheritdoc/>
    public override string Name => $"two-view denoiser, {Width} channels";
}
