namespace DipWeb.Engine.Specs;

/// <summary>The encoder-decoder with skip connections of Ulyanov, Vedaldi and Lempitsky, “Deep Image Prior” (CVPR 2018).</summary>
public sealed record HourglassSpec : NetworkSpec
{
    /// <summary>Channels per scale, finest first; the same going down and up.</summary>
    public required IReadOnlyList<int> Widths { get; init; }

    /// <summary>Channels of each scale's skip connection, finest first; 0 for none.</summary>
    public required IReadOnlyList<int> SkipWidths { get; init; }

    /// <summary>Channels of the network input at full resolution; uniform noise in [0, 0.1], unless <see cref="SeesCoordinates"/>.</summary>
    public int InputChannels { get; init; } = 32;

    /// <summary>Whether the network input is the coordinates of the pixels instead: two channels, x and y, from 0 to 1.</summary>
    public bool SeesCoordinates { get; init; }

    /// <summary>How many scales, from the finest on, repeat samples to double the resolution on the way up; the others are linear.</summary>
    public int NearestScales { get; init; }

    /// <summary>
    /// False: as published, each scale's 3x3 convolution follows the upsampling and the concatenation. True: it comes
    /// before the upsampling, at a quarter of the pixels, and the 1x1 convolution alone follows the concatenation.
    /// </summary>
    public bool ConvolvesBeforeUpsampling { get; init; }

    /// <inheritdoc/>
    public override int Depth => Widths.Count;

    /// <remarks>A skip connection has fewer layers than a scale, and costs half as much.</remarks>
    internal override double ChannelsPerPixel =>
        Widths.Zip(SkipWidths, (width, skip) => width + (skip / 2.0)).Select((channels, scale) => channels / Math.Pow(4, scale)).Sum();

    /// <inheritdoc/>
    public override string Name =>
        (Widths.Distinct().Count() == 1 ? $"hourglass {Widths[0]}x{Widths.Count}" : $"hourglass {string.Join('-', Widths)}")
        + (SkipWidths.All(width => width == 0) ? ", no skips" : $", skips of {SkipWidths.Max()}");
}
