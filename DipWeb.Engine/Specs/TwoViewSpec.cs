namespace DipWeb.Engine.Specs;

/// <summary>The small denoiser of “Zero-Shot Noise2Noise” (Mansour and Heckel, CVPR 2023): two 3x3 convolutions and a 1x1, picture to noise.</summary>
public sealed record TwoViewSpec : NetworkSpec
{
    /// <summary>Step size beside a prior, twice the published one: what is turned at random is learnt from for longer before it is learnt by heart.</summary>
    internal const double LearningRateBesideAPrior = 0.002;

    /// <summary>The one that is fitted beside a prior: as good turned as the published width is upright, for less than half of the work (docs/adr/0011).</summary>
    internal static TwoViewSpec BesideAPrior { get; } = new() { Width = 32, IsTurned = true };

    /// <summary>Channels between the convolutions.</summary>
    public int Width { get; init; } = 48;

    /// <summary>Whether each pass sees the picture turned and mirrored in one of the eight ways, at random: an average over the passes is then one over the ways too.</summary>
    public bool IsTurned { get; init; }

    /// <inheritdoc/>
    /// <remarks>The views have half the sides of the picture.</remarks>
    public override int Depth => 1;

    /// <remarks>Two layers, without normalization, over the whole picture and twice over a quarter of it: about one scale of a generator, as measured.</remarks>
    internal override double ChannelsPerPixel => Width;

    /// <inheritdoc/>
    public override string Name => $"two-view denoiser, {Width} channels";
}
