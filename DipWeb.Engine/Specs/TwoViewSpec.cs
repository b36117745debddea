namespace DipWeb.Engine.Specs;

/// <summary>The small denoiser of “Zero-Shot Noise2Noise” (Mansour and Heckel, CVPR 2023): two 3x3 convolutions and a 1x1, picture to noise.</summary>
public sealed record TwoViewSpec : NetworkSpec
{
    /// <summary>Channels between the convolutions.</summary>
    public int Width { get; init; } = 48;

    /// <inheritdoc/>
    /// <remarks>The views have half the sides of the picture.</remarks>
    public override int Depth => 1;

    /// <remarks>Three passes over a quarter of the pixels and two over all of them, two layers each.</remarks>
    internal override double ChannelsPerPixel => Width * 5;

    /// <inheritdoc/>
    public override string Name => $"two-view denoiser, {Width} channels";
}
