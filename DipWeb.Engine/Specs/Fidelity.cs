namespace DipWeb.Engine.Specs;

/// <summary>How the distance between A(x) and the measurement is counted.</summary>
public enum Fidelity
{
    /// <summary>Mean squared difference: Gaussian noise.</summary>
    Squared,

    /// <summary>Mean absolute difference: outliers count little.</summary>
    Absolute,

    /// <summary>Mean squared difference of variance-stabilized samples: the noise of counted photons, whose variance grows with brightness.</summary>
    VarianceStabilized,

    /// <summary>Squared distance to the cells that a JPEG file's coefficients were quantized to.</summary>
    QuantizationInterval,
}
