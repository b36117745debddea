namespace DipWeb.Engine.Optimization;

/// <summary>What the finished members of an ensemble left; plain data.</summary>
/// <param name="Members">How many they are.</param>
/// <param name="Sum">Of their samples.</param>
/// <param name="SumOfSquares">Of their samples.</param>
internal sealed record EnsembleState(int Members, double[] Sum, double[] SumOfSquares)
{
    /// <summary>Of nobody.</summary>
    public static EnsembleState Empty { get; } = new(0, [], []);
}
