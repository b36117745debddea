namespace DipWeb.Engine.Specs;

/// <summary>What tells that a run has seen its best iterate.</summary>
public enum StopRuleKind
{
    /// <summary>Nothing: all iterations are done, the last averaged iterate is the result.</summary>
    Fixed,

    /// <summary>The error at samples kept out of the fit has risen: for noise that is independent from pixel to pixel.</summary>
    HoldOut,

    /// <summary>The error at samples kept out of the fit has stopped falling: for measurements without noise.</summary>
    Plateau,

    /// <summary>The variance of the last iterates has risen (ES-WMV of Wang et al., TMLR 2023): for any noise.</summary>
    WindowedVariance,

    /// <summary>The same with an exponentially moving variance (ES-EMV), which needs no memory of past iterates.</summary>
    MovingVariance,

    /// <summary>The fit is as close to the measurement as the noise allows (Morozov's discrepancy principle): for noise of known strength.</summary>
    Discrepancy,
}
