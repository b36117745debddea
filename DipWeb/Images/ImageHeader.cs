namespace DipWeb.Images;

/// <summary>What a picture is, known without decoding its pixels.</summary>
public sealed record ImageHeader
{
    public required PictureFormat Format { get; init; }

    /// <summary>Columns after the EXIF orientation is applied.</summary>
    public required int Width { get; init; }

    /// <summary>Rows after the EXIF orientation is applied.</summary>
    public required int Height { get; init; }

    /// <summary>1 or 3, alpha not counted.</summary>
    public required int Channels { get; init; }

    /// <summary>8 or 16.</summary>
    public required int BitDepth { get; init; }

    public required bool HasAlpha { get; init; }

    /// <summary>EXIF orientation, 1 to 8: how the stored pixels were mirrored and turned; 1 where the file says nothing that makes sense.</summary>
    public required int Orientation { get; init; }

    /// <summary>What was changed or left out, as sentences of <see cref="ImageNotes"/>.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
