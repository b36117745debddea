namespace DipWeb.Images;

/// <summary>What a person painted over a picture. The row and the file never change.</summary>
public sealed record StoredMask
{
    public required string Id { get; init; }

    public required string ImageId { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Share of the picture that is to be repaired, in (0, 1).</summary>
    public required double Coverage { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
