using DipWeb.Jobs;

namespace DipWeb.Compute;

internal static class ComputeEnds
{
    /// <summary>A run that paused without a person wanting it did so because the server goes down.</summary>
    public static RunOutcome AsWanted(this RunOutcome outcome, RunControl control) =>
        outcome.End == RunEnd.Paused && control.Desired != JobDesire.Pause ? outcome with { End = RunEnd.Interrupted } : outcome;

    /// <summary>Null for what JSON has no word for.</summary>
    public static double? Finite(this double value) => double.IsFinite(value) ? value : null;
}
