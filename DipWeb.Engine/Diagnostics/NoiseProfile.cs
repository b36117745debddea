using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>How strong the noise of a picture is, and of what kind.</summary>
public sealed record NoiseProfile
{
    private const double AlikeAbove = 0.25;
    private const double SteepAbove = 0.35;

    /// <summary>Standard deviation, in samples (peak 1).</summary>
    public required double Deviation { get; init; }

    /// <summary>Correlation of the noise of neighbours, in [-1, 1]; about 0 for white noise.</summary>
    public required double Correlation { get; init; }

    /// <summary>
    /// With the variance v(m) = a + b m fitted over the brightness m, (v(0.75) - v(0.25)) / v(0.75): 0 for Gaussian noise, 2/3
    /// for Poisson noise, NaN never; 0 where the picture has too little range to tell.
    /// </summary>
    public required double Growth { get; init; }

    /// <summary>The kind that the two numbers tell.</summary>
    public NoiseKind Kind => Correlation > AlikeAbove ? NoiseKind.Correlated : Growth > SteepAbove ? NoiseKind.Poisson : NoiseKind.Gaussian;

    /// <summary>Measures the noise in the flattest blocks of the picture.</summary>
    /// <param name="picture">The measurement.</param>
    public static NoiseProfile Of(ImageBuffer picture)
    {
        var white = NoiseLevel.Estimate(picture);
        var blocks = FlatBlocks.In(picture);
        var correlation = blocks.Correlation;
        return new NoiseProfile
        {
            Deviation = correlation > AlikeAbove ? Math.Max(white, blocks.Deviation) : white,
            Correlation = correlation,
            Growth = blocks.Growth(white),
        };
    }
}
