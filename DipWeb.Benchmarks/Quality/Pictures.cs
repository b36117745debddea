using DipWeb.Engine.Imaging;
using DipWeb.Images;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Pictures in files: read by the product's codec, written with 16 bits a sample, so that noise stays as it was drawn.</summary>
internal static class Pictures
{
    public static ImageBuffer Read(string path) => new ImageCodec(new ImageLimits()).Decode(path);

    public static void Write(string path, ImageBuffer picture)
    {
        using var image = ImageExporter.ToVips16(picture, []);
        image.Pngsave(path);
    }
}
