namespace DipWeb.Images;

/// <summary>The file formats that are read.</summary>
public enum PictureFormat
{
    Png,
    Jpeg,
    Webp,
    Tiff,
}
