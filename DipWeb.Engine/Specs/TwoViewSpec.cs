namespace DipWeb.Engine.Specs;

/// <summary>The small denoiser of “Zero-Shot Noise2Noise” (Mansour and Heckel, CVPR 2023): a few 3x3 convolutions and a 1x1, picture to noise.</summary>
public sealed record TwoViewSpec : NetworkSpec
{
    /// <summary>As published: two wide convolutions that see the whole picture at each step.</summary>
    public static TwoViewSpec Published { get; } = new() { Width = 48, Convolutions = 2, Window = null, Averaging = 0 };

    /// <summary>Channels between the convolutions.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Number of 3x3 convolutions, at least 1.</summary>
    public int Convolutions { get; init; } = 3;

    /// <summary>Side in pixels of the window that a step learns from, even and at least 4; null for the whole picture.</summary>
    /// <remarks>A window lies anywhere, turned and mirrored at random: many small steps learn more in a second than few large ones (docs/adr/0013).</remarks>
    public int? Window { get; init; } = 48;

    /// <summary>Decay of the averaged weights that make the picture, in [0, 1).</summary>
    public double Averaging { get; init; } = 0.99;

    /// <inheritdoc/>
    /// <remarks>The views have half the sides of the picture.</remarks>
    public override int Depth => 1;

    /// <remarks>Of windows, only the picture itself and its copies grow with it. Else two layers, without normalization, over the whole picture and twice over a quarter of it: about one scale of a generator, as measured.</remarks>
    internal override double ChannelsPerPixel => Window is null ? Width : 3;

    /// <inheritdoc/>
    public override string Name => $"two-view denoiser, {Width} channels";
}
