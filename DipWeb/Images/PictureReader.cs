using NetVips;

namespace DipWeb.Images;

/// <summary>Opens files with libvips, strictly: limits from the header, every fault as a sentence, only known kinds of samples.</summary>
internal static class PictureReader
{
    /// <summary>Reads the header and checks it against the limits. No pixel is decoded.</summary>
    public static ImageHeader ReadHeader(string path, ImageLimits limits)
    {
        var format = PictureSignature.Read(path);
        FileStructure.Check(path, format, limits);
        return Guarded(() =>
        {
            using var image = Open(path, format, Enums.Access.Sequential);
            CheckSize(image.Width, image.Height, limits);
            CheckKind(image);
            return Describe(image, format);
        });
    }

    /// <summary>Decodes every pixel once without keeping it, so that a damaged file is refused when it arrives.</summary>
    /// <returns>The remarks that only the pixels can give.</returns>
    public static IReadOnlyList<string> Verify(string path, ImageHeader header) => Guarded(() =>
    {
        using var image = Open(path, header.Format, Enums.Access.Sequential);
        using var statistics = image.Stats();

        // Row 0 is over all bands, row n over band n - 1; column 1 is the maximum.
        var bandMaximum = (int band) => statistics[1, band + 1][0];
        var colours = header.HasAlpha ? image.Bands - 1 : image.Bands;
        if (header.HasAlpha && bandMaximum(image.Bands - 1) == 0)
        {
            return (IReadOnlyList<string>)[ImageNotes.Invisible];
        }

        var black = image.Interpretation != Enums.Interpretation.Cmyk && Enumerable.Range(0, colours).All(band => bandMaximum(band) == 0);
        return black ? [ImageNotes.Black] : [];
    });

    /// <summary>Runs the action on the upright picture: 1 or 3 colour bands, then alpha if there is one, 8 or 16 bits.</summary>
    public static T Read<T>(string path, ImageLimits limits, Func<Image, T> action)
    {
        var format = PictureSignature.Read(path);
        return Guarded(() =>
        {
            using var image = Open(path, format, Enums.Access.Random);
            CheckSize(image.Width, image.Height, limits);
            CheckKind(image);
            using var upright = image.Autorot();
            using var plain = ToPlainColours(upright);
            return action(plain);
        });
    }

    /// <summary>libvips decodes late, so a damaged file can fail anywhere on the way; this turns each failure into a sentence.</summary>
    private static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (VipsException exception)
        {
            throw IsTruncation(exception.Message)
                ? Truncated()
                : new ImageRejectedException("image.corrupt", "The picture is damaged and cannot be read.");
        }
    }

    public static ImageRejectedException Truncated() =>
        new("image.truncated", "The picture ends too early; it was probably not copied completely.");

    private static bool IsTruncation(string message) =>
        message.Contains("premature", StringComparison.OrdinalIgnoreCase)
        || message.Contains("truncated", StringComparison.OrdinalIgnoreCase)
        || message.Contains("end of stream", StringComparison.OrdinalIgnoreCase)
        || message.Contains("end of file", StringComparison.OrdinalIgnoreCase)
        || message.Contains("not enough data", StringComparison.OrdinalIgnoreCase);

    private static Image Open(string path, PictureFormat format, Enums.Access access) => format switch
    {
        PictureFormat.Png => Image.Pngload(path, access: access, failOn: Enums.FailOn.Error),
        PictureFormat.Jpeg => Image.Jpegload(path, access: access, failOn: Enums.FailOn.Error),
        PictureFormat.Webp => Image.Webpload(path, access: access, failOn: Enums.FailOn.Error),
        PictureFormat.Tiff => Image.Tiffload(path, access: access, failOn: Enums.FailOn.Error),
    };

    public static void CheckSize(long width, long height, ImageLimits limits)
    {
        if (width * height > limits.MaxPixels)
        {
            throw new ImageRejectedException(
                "image.too_many_pixels", $"The picture has {width} x {height} pixels; at most {limits.MaxPixels:N0} can be worked on.")
            { Limit = limits.MaxPixels, Actual = width * height };
        }

        if (Math.Max(width, height) > limits.MaxSide)
        {
            throw new ImageRejectedException(
                "image.dimensions", $"The longer side has {Math.Max(width, height):N0} pixels; at most {limits.MaxSide:N0} are possible.")
            { Limit = limits.MaxSide, Actual = Math.Max(width, height) };
        }

        if (Math.Min(width, height) < limits.MinSide)
        {
            throw new ImageRejectedException(
                "image.too_small", $"The shorter side has {Math.Min(width, height)} pixels; at least {limits.MinSide} are needed.")
            { Limit = limits.MinSide, Actual = Math.Min(width, height) };
        }
    }

    private static void CheckKind(Image image)
    {
        if (image.Format is not (Enums.BandFormat.Uchar or Enums.BandFormat.Ushort) || image.Bands > 5)
        {
            throw new ImageRejectedException("image.type_unsupported", "The samples of the picture must be unsigned, with 8 or 16 bits.");
        }
    }

    private static ImageHeader Describe(Image image, PictureFormat format)
    {
        var orientation = image.Contains("orientation") && image.Get("orientation") is int tag && tag is >= 1 and <= 8 ? tag : 1;
        var hasAlpha = image.HasAlpha();
        return new ImageHeader
        {
            Format = format,
            Width = orientation >= 5 ? image.Height : image.Width,
            Height = orientation >= 5 ? image.Width : image.Height,
            Channels = image.Bands - (hasAlpha ? 1 : 0) < 3 ? 1 : 3,
            BitDepth = image.Format == Enums.BandFormat.Ushort ? 16 : 8,
            HasAlpha = hasAlpha,
            Orientation = orientation,
            Notes = Notes(image, format, orientation, hasAlpha),
        };
    }

    private static List<string> Notes(Image image, PictureFormat format, int orientation, bool hasAlpha)
    {
        List<string> notes = [];
        if (image.Contains("n-pages") && image.Get("n-pages") is int pages && pages > 1)
        {
            notes.Add(format == PictureFormat.Tiff
                ? ImageNotes.FirstPage
                : throw new ImageRejectedException("image.animated", "The picture is animated. Send one still picture.") { Limit = 1, Actual = pages });
        }

        if (orientation > 1)
        {
            notes.Add(ImageNotes.Rotated);
        }

        if (!IsPlain(image))
        {
            notes.Add(image.Interpretation == Enums.Interpretation.Cmyk ? ImageNotes.Cmyk : ImageNotes.OtherColours);
        }

        if (hasAlpha)
        {
            notes.Add(ImageNotes.Alpha);
        }

        return notes;
    }

    public static bool IsPlain(Image image) => image.Interpretation is
        Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Rgb16
        or Enums.Interpretation.Bw or Enums.Interpretation.Grey16 or Enums.Interpretation.Multiband;

    private static Image ToPlainColours(Image image)
    {
        if (IsPlain(image))
        {
            return image.Copy();
        }

        var depth = image.Format == Enums.BandFormat.Ushort ? 16 : 8;
        return image.Interpretation == Enums.Interpretation.Cmyk
            ? image.IccTransform("srgb", embedded: true, inputProfile: "cmyk", depth: depth)
            : image.Colourspace(depth == 16 ? Enums.Interpretation.Rgb16 : Enums.Interpretation.Srgb);
    }
}
