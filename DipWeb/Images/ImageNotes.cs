namespace DipWeb.Images;

/// <summary>The remarks that an accepted picture can carry. The English sentences are also the keys for translation.</summary>
public static class ImageNotes
{
    public const string Rotated = "The picture was turned upright.";
    public const string Cmyk = "The picture was converted from CMYK to RGB.";
    public const string OtherColours = "The picture was converted to RGB.";
    public const string Alpha = "Transparency is not restored; it is put back in the download.";
    public const string FirstPage = "Only the first page is used.";
    public const string Black = "The picture is entirely black.";
    public const string Invisible = "The picture is entirely transparent.";
}
