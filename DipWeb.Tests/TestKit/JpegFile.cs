using BitMiracle.LibJpeg.Classic;
using DipWeb.Engine.Imaging;
using DipWeb.Images;
using NetVips;

namespace DipWeb.Tests.TestKit;

/// <summary>JPEG files of small pictures, of every kind that is read, and some that are not.</summary>
internal static class JpegFile
{
    /// <summary>A picture far from black and white, so that no decoder clips it even at low quality.</summary>
    public static ImageBuffer Picture(int height, int width, int channels = 3) => SyntheticImages.Filled(channels, height, width, (c, y, x) =>
        0.5f + (0.12f * MathF.Sin((x + (9 * c)) / 3f)) + (0.1f * MathF.Cos((y - (4 * c)) / 4f)) + ((x / 5) + (y / 7) % 2 == 0 ? 0.05f : -0.05f));

    /// <summary>As libvips writes it; with subsampling chroma has half the resolution in both directions.</summary>
    public static byte[] Of(ImageBuffer picture, int quality = 50, bool subsampled = false, bool progressive = false, int orientation = 1)
    {
        using var image = ImageExporter.ToVips8(picture, []);
        using var tagged = image.Mutate(target => target.Set(GValue.GIntType, "orientation", orientation));
        return tagged.JpegsaveBuffer(
            q: quality, interlace: progressive, subsampleMode: subsampled ? Enums.ForeignSubsample.On : Enums.ForeignSubsample.Off);
    }

    /// <summary>With luma sampled so many times as often as chroma, or in other colours than YCbCr.</summary>
    public static byte[] Sampled(ImageBuffer picture, int horizontal, int vertical, J_COLOR_SPACE colours = J_COLOR_SPACE.JCS_YCbCr)
    {
        using var file = new MemoryStream();
        var encoder = new jpeg_compress_struct(new jpeg_error_mgr())
        {
            Image_width = picture.Width,
            Image_height = picture.Height,
            Input_components = 3,
            In_color_space = J_COLOR_SPACE.JCS_RGB,
        };
        encoder.jpeg_stdio_dest(file);
        encoder.jpeg_set_defaults();
        encoder.jpeg_set_colorspace(colours);
        encoder.do_fancy_downsampling = false; // this encoder lacks the transforms that it would use for it
        encoder.jpeg_set_quality(50, true);
        encoder.Component_info[0].H_samp_factor = horizontal;
        encoder.Component_info[0].V_samp_factor = vertical;
        encoder.jpeg_start_compress(true);
        foreach (var row in VipsPixels.Interleave8(picture, []).Chunk(picture.Width * 3))
        {
            encoder.jpeg_write_scanlines([row], 1);
        }

        encoder.jpeg_finish_compress();
        return file.ToArray();
    }

    public static JpegMeasurement Measure(byte[] file)
    {
        using var folder = new TemporaryFolder();
        return new ImageCodec(new ImageLimits { MinSide = 1 }).ReadCoefficients(folder.Write("a.jpg", file));
    }

    public static ImageBuffer Decode(byte[] file)
    {
        using var folder = new TemporaryFolder();
        return new ImageCodec(new ImageLimits { MinSide = 1 }).Decode(folder.Write("a.jpg", file));
    }
}
