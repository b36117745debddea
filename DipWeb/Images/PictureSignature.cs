namespace DipWeb.Images;

/// <summary>Tells the format from the first bytes; names and declared types are not believed.</summary>
internal static class PictureSignature
{
    private const int Longest = 12;

    /// <exception cref="ImageRejectedException"><c>image.empty</c> or <c>image.type_unsupported</c>.</exception>
    public static PictureFormat Read(string path)
    {
        Span<byte> start = stackalloc byte[Longest];
        using var file = File.OpenRead(path);
        var length = file.ReadAtLeast(start, Longest, throwOnEndOfStream: false);
        return length == 0
            ? throw new ImageRejectedException("image.empty", "The file is empty.")
            : Find(start[..length]) ?? throw new ImageRejectedException(
                "image.type_unsupported", "This is not a PNG, JPEG, WebP or TIFF picture. Save it as one of these and try again.");
    }

    private static PictureFormat? Find(ReadOnlySpan<byte> start) => start switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PictureFormat.Png,
        [0xFF, 0xD8, 0xFF, ..] => PictureFormat.Jpeg,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] => PictureFormat.Webp,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => PictureFormat.Tiff,
        _ => null,
    };
}
