namespace DipWeb.Engine.Specs;

/// <summary>When a run is over before its last iteration.</summary>
public sealed record StopRuleSpec
{
    /// <summary>What is watched.</summary>
    public StopRuleKind Kind { get; init; }

    /// <summary>Share of the known samples that is kept out of the fit, in [0, 0.5]; only for the rules that need it.</summary>
    public double HoldOutShare { get; init; }

    /// <summary>Whether the samples kept out have the shape of the mask's holes, moved to known places, instead of standing alone.</summary>
    public bool HoldsOutHoles { get; init; }

    /// <summary>Iterations without a better one after which the run is over, at least 1; grows to a quarter of the iterations done.</summary>
    public int Patience { get; init; } = 300;

    /// <summary>Iterations before which no iterate counts as the best: early minima are false ones.</summary>
    public int Start { get; init; } = 200;

    /// <summary>Whether samples are kept out of the fit.</summary>
    public bool HoldsOut => Kind is StopRuleKind.HoldOut or StopRuleKind.Plateau && HoldOutShare > 0;
}
