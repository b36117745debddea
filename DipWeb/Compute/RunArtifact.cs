using DipWeb.Engine.Optimization;

namespace DipWeb.Compute;

/// <summary>Something the loop made that must reach the disk or the parent.</summary>
internal abstract record RunArtifact
{
    private RunArtifact()
    {
    }

    /// <param name="Report">The numbers and the picture.</param>
    /// <param name="ElapsedSeconds">Since the run began.</param>
    /// <param name="IterationsPerSecond">Over the last seconds.</param>
    /// <param name="IsKept">Whether the picture is one of those to choose from afterwards.</param>
    /// <param name="IsShown">Whether those who watch are told; the picture, if there is one, becomes the live picture.</param>
    internal sealed record Picture(IterationReport Report, double ElapsedSeconds, double IterationsPerSecond, bool IsKept, bool IsShown) : RunArtifact;

    /// <param name="State">What to write.</param>
    internal sealed record Saved(Checkpoint State) : RunArtifact;
}
