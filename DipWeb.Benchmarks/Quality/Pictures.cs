using DipWeb.Engine.Imaging;
using DipWeb.Images;
using NetVips;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Pictures in files, read by the product's codec.</summary>
internal static class Pictures
{
    public static ImageBuffer Read(string path) => new ImageCodec(new ImageLimits()).Decode(path);

    /// <summary>The square in the middle; the whole picture if there is no side.</summary>
    public static ImageBuffer Centre(ImageBuffer picture, int? side) => side is { } length
        ? picture.Crop((picture.Width - length) / 2, (picture.Height - length) / 2, length, length)
        : picture;

    /// <summary>A PNG with 16 bits a sample, so that noise stays as it was drawn.</summary>
    public static PictureFile Png(ImageBuffer picture)
    {
        using var image = ImageExporter.ToVips16(picture, []);
        return new PictureFile(".png", image.PngsaveBuffer());
    }

    /// <summary>A JPEG of libvips; below a quality of 90 it halves the resolution of the colours.</summary>
    /// <param name="picture">The clean picture.</param>
    /// <param name="quality">1 to 100.</param>
    /// <returns>The file, and the picture that any reader sees in it.</returns>
    public static (PictureFile File, ImageBuffer Decoded) Jpeg(ImageBuffer picture, int quality)
    {
        using var image = ImageExporter.ToVips8(picture, []);
        var bytes = image.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None);
        using var decoded = Image.JpegloadBuffer(bytes);
        return (new PictureFile(".jpg", bytes), VipsPixels.ToBuffer(decoded));
    }

    /// <summary>A file as it is.</summary>
    public static PictureFile AsItIs(string path) => new(Path.GetExtension(path), File.ReadAllBytes(path));
}
