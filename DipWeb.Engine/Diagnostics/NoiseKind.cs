namespace DipWeb.Engine.Diagnostics;

/// <summary>What the noise of a picture is like.</summary>
public enum NoiseKind
{
    /// <summary>Independent from sample to sample and equally strong everywhere.</summary>
    Gaussian,

    /// <summary>Independent from sample to sample; its variance grows with the brightness, as that of counted photons does.</summary>
    Poisson,

    /// <summary>Neighbouring samples err alike, as after a camera's own processing.</summary>
    Correlated,
}
