namespace DipWeb.Images;

/// <summary>What the HTTP interface says about a picture.</summary>
public sealed record ImageInfo
{
    public required string Id { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int Channels { get; init; }

    public required int BitDepth { get; init; }

    public required string Format { get; init; }

    public required bool HasAlpha { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public static ImageInfo Of(StoredImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new ImageInfo
        {
            Id = image.Id,
            Width = image.Width,
            Height = image.Height,
            Channels = image.Channels,
            BitDepth = image.BitDepth,
            Format = image.Format,
            HasAlpha = image.HasAlpha,
            Notes = image.Notes,
        };
    }
}
