using BitMiracle.LibJpeg.Classic;
using DipWeb.Engine.Imaging;

namespace DipWeb.Images;

/// <summary>Reads the quantized coefficients of a JPEG, baseline or progressive, without decoding a pixel.</summary>
internal static class JpegCoefficients
{
    private const int BlockLength = JpegComponent.BlockSide * JpegComponent.BlockSide;

    /// <exception cref="ImageRejectedException"><c>jpeg.required</c>, <c>jpeg.unsupported</c>, or what any picture can be refused for.</exception>
    public static JpegMeasurement Read(string path, ImageLimits limits)
    {
        if (PictureSignature.Read(path) is not PictureFormat.Jpeg and var format)
        {
            throw new ImageRejectedException("jpeg.required", $"This needs a JPEG file as it was compressed, and not a picture saved as {format}.");
        }

        var tables = JpegTables.Read(path);
        var header = PictureReader.ReadHeader(path, limits);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            var decoder = new jpeg_decompress_struct(new JpegErrors());
            decoder.jpeg_stdio_src(file);
            decoder.jpeg_read_header(true);
            CheckKind(decoder, limits);
            return Collect(decoder, tables, header.Orientation);
        }
        catch (Exception exception) when (exception is not (ImageRejectedException or OutOfMemoryException or IOException))
        {
            // The decoder was not made for files that lie: it fails with whatever its arithmetic runs into.
            throw new ImageRejectedException("image.corrupt", "The picture is damaged and cannot be read.");
        }
    }

    private static void CheckKind(jpeg_decompress_struct decoder, ImageLimits limits)
    {
        PictureReader.CheckSize(decoder.Image_width, decoder.Image_height, limits);
        if (decoder.Jpeg_color_space is not (J_COLOR_SPACE.JCS_GRAYSCALE or J_COLOR_SPACE.JCS_YCbCr))
        {
            throw JpegTables.Unsupported("its colours are not YCbCr");
        }

        var luma = decoder.Comp_info[0];
        foreach (var component in decoder.Comp_info)
        {
            if (!IsWholeOrHalf(luma.H_samp_factor, component.H_samp_factor) || !IsWholeOrHalf(luma.V_samp_factor, component.V_samp_factor))
            {
                throw JpegTables.Unsupported("chroma is sampled in another way");
            }
        }
    }

    private static bool IsWholeOrHalf(int luma, int factor) => luma == factor || luma == 2 * factor;

    private static JpegMeasurement Collect(jpeg_decompress_struct decoder, IReadOnlyList<int[]> tables, int orientation)
    {
        var arrays = decoder.jpeg_read_coefficients();
        if (decoder.Coef_bits is { } missing && missing.Any(component => component.Any(bits => bits != 0)))
        {
            throw JpegTables.Unsupported("its last scans are missing");
        }

        var luma = decoder.Comp_info[0];
        var components = decoder.Comp_info.Select((component, i) =>
        {
            var high = JpegMeasurement.BlocksFor(decoder.Image_height, luma.V_samp_factor / component.V_samp_factor);
            var coefficients = Flatten(arrays[i].Access(0, high), component.Width_in_blocks);
            return new JpegComponent(component.H_samp_factor, component.V_samp_factor, component.Width_in_blocks, high, tables[i], coefficients);
        });
        return new JpegMeasurement(decoder.Image_width, decoder.Image_height, orientation, [.. components]);
    }

    /// <summary>The blocks of the picture; a row of the decoder goes on with those that fill up its last minimum coded unit.</summary>
    private static short[] Flatten(JBLOCK[][] rows, int blocksWide)
    {
        var coefficients = new short[checked(rows.Length * blocksWide * BlockLength)];
        for (var i = 0; i < coefficients.Length; i++)
        {
            var block = i / BlockLength;
            coefficients[i] = rows[block / blocksWide][block % blocksWide][i % BlockLength];
        }

        return coefficients;
    }
}
