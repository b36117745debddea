using DipWeb.Engine.Imaging;
using DipWeb.Storage;
using NetVips;

namespace DipWeb.Images;

/// <summary>Reads and writes pictures. It has no state of its own and may be used from any thread.</summary>
public sealed class ImageCodec
{
    private readonly ImageLimits _limits;

    public ImageCodec(ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        VipsRuntime.EnsureReady(limits.DecodeThreads);
        _limits = limits;
    }

    /// <summary>What a file from outside holds. The header is checked first, then every pixel is decoded once and dropped.</summary>
    /// <exception cref="ImageRejectedException">The file is no picture, damaged, or beyond a limit.</exception>
    public ImageHeader Inspect(string path)
    {
        var header = PictureReader.ReadHeader(path, _limits);
        return header with { Notes = [.. header.Notes, .. PictureReader.Verify(path, header)] };
    }

    /// <summary>The same for a mask, which must be a PNG.</summary>
    internal ImageHeader InspectMask(string path)
    {
        var header = PictureReader.ReadHeader(path, _limits);
        return header.Format == PictureFormat.Png
            ? header
            : throw new ImageRejectedException("image.type_unsupported", "A mask is sent as PNG; other formats blur or cannot hold it.");
    }

    /// <summary>The upright picture without alpha, 1 or 3 channels, sample / 255 or / 65535, in the picture's own colour space.</summary>
    /// <remarks>CMYK has no such space with three channels and comes as sRGB.</remarks>
    /// <exception cref="ImageRejectedException">The file is no picture, damaged, or beyond a limit.</exception>
    public ImageBuffer Decode(string path) => PictureReader.Read(path, _limits, VipsPixels.ToBuffer);

    /// <summary>The quantized coefficients and the tables of a JPEG, as they stand in the file.</summary>
    /// <exception cref="ImageRejectedException">
    /// <c>jpeg.required</c> for another format, <c>jpeg.unsupported</c> for a kind of JPEG that has no such coefficients or other colours, or
    /// what <see cref="Decode"/> would say.
    /// </exception>
    public JpegMeasurement ReadCoefficients(string path) => JpegCoefficients.Read(path, _limits);

    /// <summary>The same of the part in the middle that is at most this large, its corner on the 8x8 grid of a JPEG.</summary>
    /// <param name="path">The stored picture.</param>
    /// <param name="longestSide">The longest side that is taken whole, in pixels.</param>
    /// <exception cref="ImageRejectedException">The file is no picture, damaged, or beyond a limit.</exception>
    public ImageBuffer DecodeCentre(string path, int longestSide) => PictureReader.Read(path, _limits, image =>
    {
        var (width, height) = (Math.Min(image.Width, longestSide), Math.Min(image.Height, longestSide));
        using var part = image.Crop((image.Width - width) / 16 * 8, (image.Height - height) / 16 * 8, width, height);
        return VipsPixels.ToBuffer(part);
    });

    /// <summary>A painted mask: grey 128 and above is to be repaired. Colours are judged by their brightness on black ground.</summary>
    /// <exception cref="ImageRejectedException">The file is no picture, damaged, or beyond a limit.</exception>
    public KnownMask DecodeMask(string path) => PictureReader.Read(path, _limits, image =>
    {
        using var grey = ToGrey8(image);
        return KnownMask.FromBrush(grey.Height, grey.Width, grey.WriteToMemory<byte>());
    });

    /// <summary>A JPEG of the picture, never larger than the picture itself.</summary>
    public byte[] EncodePreview(ImageBuffer picture, int longestSide, int quality = 85)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        using var image = ImageExporter.ToVips8(picture, []);
        using var small = image.ThumbnailImage(longestSide, height: longestSide, size: Enums.Size.Down);
        return small.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None);
    }

    /// <summary>A JPEG of a stored picture in sRGB, upright, transparency laid on white.</summary>
    public byte[] EncodePreview(string path, int longestSide, int quality = 85) => PictureReader.Read(path, _limits, image =>
    {
        using var small = image.ThumbnailImage(longestSide, height: longestSide, size: Enums.Size.Down, outputProfile: "srgb");
        using var opaque = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
        return opaque.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None);
    });

    /// <summary>Stores the samples exactly, as a TIFF of 32-bit floats; the file is whole or absent.</summary>
    public void WriteFloat(string path, ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var image = ImageExporter.ToVipsFloat(picture);
        var bytes = image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.None, keep: Enums.ForeignKeep.None);
        DurableFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Reads what <see cref="WriteFloat"/> wrote.</summary>
    /// <exception cref="ImageRejectedException">The file is damaged.</exception>
    public ImageBuffer ReadFloat(string path) => ImageExporter.FromFloatTiff(path);

    /// <summary>
    /// The result as a file: colour profile and EXIF of the original (upright, without position and thumbnail), and its
    /// alpha where the size is the same. A sample that was never changed comes out with the value it had.
    /// </summary>
    /// <param name="result">What to write.</param>
    /// <param name="originalPath">The picture it was made from.</param>
    /// <param name="format">The wanted format.</param>
    public byte[] Export(ImageBuffer result, string originalPath, ExportFormat format)
    {
        ArgumentNullException.ThrowIfNull(result);
        return PictureReader.Read(originalPath, _limits, original => ImageExporter.Export(result, original, format));
    }

    /// <summary>Writes a mask in its stored form, an 8-bit grey PNG.</summary>
    internal static void WriteMask(string path, KnownMask mask)
    {
        var brush = new byte[mask.Values.Length];
        for (var i = 0; i < brush.Length; i++)
        {
            brush[i] = mask.Values[i] == 0 ? (byte)255 : (byte)0;
        }

        using var raw = Image.NewFromMemory(brush, mask.Width, mask.Height, 1, Enums.BandFormat.Uchar);
        using var grey = raw.Copy(interpretation: Enums.Interpretation.Bw);
        var bytes = grey.PngsaveBuffer(keep: Enums.ForeignKeep.None);
        DurableFile.Write(path, stream => stream.Write(bytes));
    }

    private static Image ToGrey8(Image image)
    {
        using var colours = image.HasAlpha() ? image.Flatten(maxAlpha: image.Format == Enums.BandFormat.Ushort ? 65535 : 255) : image.Copy();
        using var eight = colours.Format == Enums.BandFormat.Ushort ? colours.Cast(Enums.BandFormat.Uchar, shift: true) : colours.Copy();
        return eight.Bands == 1 ? eight.Copy() : eight.Colourspace(Enums.Interpretation.Bw);
    }
}
