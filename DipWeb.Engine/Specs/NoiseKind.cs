namespace DipWeb.Engine.Specs;

/// <summary>How the noise of a measurement behaves.</summary>
public enum NoiseKind
{
    /// <summary>The same strength everywhere, independent from pixel to pixel.</summary>
    Gaussian,

    /// <summary>Independent from pixel to pixel, its variance growing with the brightness: counted photons.</summary>
    Poisson,

    /// <summary>In blotches: neighbouring pixels err together, so a pixel kept out of the fit is no independent witness.</summary>
    Correlated,
}
