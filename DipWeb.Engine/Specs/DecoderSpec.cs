namespace DipWeb.Engine.Specs;

/// <summary>
/// A generator without an encoder: a random latent at low resolution, a 3x3 convolution at each level before the bilinear
/// upsampling, 1x1 convolutions at full resolution. Far cheaper per iteration than the hourglass.
/// </summary>
public sealed record DecoderSpec : NetworkSpec
{
    /// <summary>Channels: of the latent, then after each level's 3x3 convolution and upsampling, then of the last 1x1 layer.</summary>
    public required IReadOnlyList<int> Widths { get; init; }

    /// <summary>Standard deviation of the Gaussian noise added to every level's normalized features, each iteration.</summary>
    public double FeatureNoise { get; init; }

    /// <inheritdoc/>
    public override int Depth => Widths.Count - 1;

    internal override double ChannelsPerPixel => Widths.Reverse().Select((channels, level) => channels / Math.Pow(4, level)).Sum();

    /// <inheritdoc/>
    public override string Name => $"decoder {string.Join('-', Widths)}";
}
