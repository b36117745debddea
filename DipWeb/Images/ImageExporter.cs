using DipWeb.Engine.Imaging;
using NetVips;

namespace DipWeb.Images;

/// <summary>Makes libvips pictures of samples and files of those.</summary>
internal static class ImageExporter
{
    private const int Quality = 95;
    private const int MaxWebpSide = 16383;

    public static Image ToVips8(ImageBuffer picture, ReadOnlySpan<byte> alpha) => FromMemory(
        VipsPixels.Interleave8(picture, alpha), picture, !alpha.IsEmpty, Enums.BandFormat.Uchar, Enums.Interpretation.Bw, Enums.Interpretation.Srgb);

    public static Image ToVips16(ImageBuffer picture, ReadOnlySpan<ushort> alpha) => FromMemory(
        VipsPixels.Interleave16(picture, alpha), picture, !alpha.IsEmpty, Enums.BandFormat.Ushort, Enums.Interpretation.Grey16, Enums.Interpretation.Rgb16);

    public static Image ToVipsFloat(ImageBuffer picture) => FromMemory(
        VipsPixels.InterleaveFloat(picture), picture, false, Enums.BandFormat.Float, Enums.Interpretation.Multiband, Enums.Interpretation.Multiband);

    public static ImageBuffer FromFloatTiff(string path)
    {
        try
        {
            using var image = Image.Tiffload(path, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            return image is { Format: Enums.BandFormat.Float, Bands: 1 or 3 }
                ? new ImageBuffer(image.Bands, image.Height, image.Width, VipsPixels.FloatPlanes(image))
                : throw new ImageRejectedException("image.corrupt", "The stored picture does not hold 32-bit samples.");
        }
        catch (VipsException)
        {
            throw new ImageRejectedException("image.corrupt", "The stored picture is damaged and cannot be read.");
        }
    }

    public static byte[] Export(ImageBuffer result, Image original, ExportFormat format)
    {
        var keepsAlpha = original.HasAlpha() && original.Width == result.Width && original.Height == result.Height;
        using var pixels = format is ExportFormat.Png16 or ExportFormat.Tiff16
            ? ToVips16(result, keepsAlpha ? Alpha16(original) : [])
            : ToVips8(result, keepsAlpha ? Alpha8(original) : []);
        using var image = CarriedMetadata.Apply(original, pixels, result.Channels);
        return Save(image, format);
    }

    private static byte[] Save(Image image, ExportFormat format)
    {
        const Enums.ForeignKeep keep = Enums.ForeignKeep.Icc | Enums.ForeignKeep.Exif;
        switch (format)
        {
            case ExportFormat.Png:
            case ExportFormat.Png16:
                return image.PngsaveBuffer(keep: keep);
            case ExportFormat.Tiff16:
                return image.TiffsaveBuffer(
                    compression: Enums.ForeignTiffCompression.Deflate, predictor: Enums.ForeignTiffPredictor.Horizontal, keep: keep);
            case ExportFormat.Jpeg:
                using (var opaque = image.HasAlpha() ? image.Flatten(background: [255, 255, 255]) : image.Copy())
                {
                    return opaque.JpegsaveBuffer(q: Quality, subsampleMode: Enums.ForeignSubsample.Off, keep: keep);
                }

            case ExportFormat.Webp:
                return Math.Max(image.Width, image.Height) > MaxWebpSide
                    ? throw new ImageRejectedException("image.dimensions", $"A WebP has at most {MaxWebpSide:N0} pixels on a side. Choose another format.")
                    { Limit = MaxWebpSide, Actual = Math.Max(image.Width, image.Height) }
                    : image.WebpsaveBuffer(q: Quality, keep: keep);
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format.");
        }
    }

    private static byte[] Alpha8(Image original) => original.Format == Enums.BandFormat.Uchar
        ? VipsPixels.LastBand<byte>(original)
        : Array.ConvertAll(VipsPixels.LastBand<ushort>(original), value => (byte)((value + 128) / 257));

    private static ushort[] Alpha16(Image original) => original.Format == Enums.BandFormat.Ushort
        ? VipsPixels.LastBand<ushort>(original)
        : Array.ConvertAll(VipsPixels.LastBand<byte>(original), value => (ushort)(value * 257));

    private static Image FromMemory<T>(
        T[] samples, ImageBuffer picture, bool hasAlpha, Enums.BandFormat format, Enums.Interpretation grey, Enums.Interpretation colour)
        where T : unmanaged
    {
        using var raw = Image.NewFromMemory(samples, picture.Width, picture.Height, picture.Channels + (hasAlpha ? 1 : 0), format);
        return raw.Copy(interpretation: picture.Channels == 1 ? grey : colour);
    }
}
