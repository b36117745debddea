namespace DipWeb.Engine.StopRules;

/// <summary>Everything of a stop rule that changes during a run, as plain data.</summary>
/// <param name="Numbers">Scores and counters.</param>
/// <param name="Samples">What it remembers of iterates.</param>
internal sealed record StopRuleState(double[] Numbers, float[] Samples)
{
    /// <summary>Of a rule that remembers nothing.</summary>
    public static StopRuleState Empty { get; } = new([], []);
}
