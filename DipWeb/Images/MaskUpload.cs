namespace DipWeb.Images;

/// <summary>The form of a mask, for the description of the HTTP interface; <see cref="UploadForm"/> reads it.</summary>
internal sealed record MaskUpload
{
    public required IFormFile File { get; init; }

    public required string ImageId { get; init; }
}
