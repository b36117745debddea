namespace DipWeb.Images;

/// <summary>The form of a picture, for the description of the HTTP interface; <see cref="UploadForm"/> reads it.</summary>
internal sealed record ImageUpload
{
    public required IFormFile File { get; init; }
}
