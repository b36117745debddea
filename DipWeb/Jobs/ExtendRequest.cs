namespace DipWeb.Jobs;

/// <summary>How many iterations a job gets on top.</summary>
public sealed record ExtendRequest
{
    public required int Iterations { get; init; }
}
