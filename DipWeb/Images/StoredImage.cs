namespace DipWeb.Images;

/// <summary>An accepted picture. The row and the file never change; width and height are those of the upright picture.</summary>
public sealed record StoredImage
{
    public required string Id { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>1 or 3, alpha not counted.</summary>
    public required int Channels { get; init; }

    /// <summary>8 or 16.</summary>
    public required int BitDepth { get; init; }

    /// <summary>png, jpeg, webp or tiff.</summary>
    public required string Format { get; init; }

    public required bool HasAlpha { get; init; }

    /// <summary>What was changed or left out, as sentences of <see cref="ImageNotes"/>.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the file.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
