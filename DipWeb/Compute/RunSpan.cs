namespace DipWeb.Compute;

/// <summary>The iterations that a run is about, over all its parts.</summary>
/// <param name="Iterations">As planned.</param>
/// <param name="Done">That it goes on from; their state is on the disk.</param>
/// <param name="BeganAt">Timestamp of its beginning.</param>
internal sealed record RunSpan(int Iterations, int Done, long BeganAt);
