using DipWeb.Benchmarks.Quality;
using DipWeb.Engine.Imaging;
using DipWeb.Images;

namespace DipWeb.Benchmarks.Speed;

/// <summary>Twelve megapixels: a picture of the papers, mirrored again and again, with scratches in a small part of it.</summary>
internal static class LargePhoto
{
    public const int Width = 4000;
    public const int Height = 3000;

    private const int Scratched = 200; // side of the part
    private const int ScratchWidth = 5;
    private const int Scratches = 14;
    private const int Left = 1700;
    private const int Top = 1300;

    /// <summary>Writes the scratched photo and its mask.</summary>
    /// <param name="data">The folder with the pictures.</param>
    /// <param name="folder">Where to.</param>
    public static (string Photo, string Mask) Write(string data, string folder)
    {
        var known = Known();
        var tile = Pictures.Read(Path.Combine(data, QualitySuites.F16));
        var samples = new float[3 * Height * Width];
        for (var i = 0; i < samples.Length; i++)
        {
            var (channel, place) = (i / (Height * Width), i % (Height * Width));
            samples[i] = known.Values[place] == 1 ? tile[channel, Mirrored(place / Width, tile.Height), Mirrored(place % Width, tile.Width)] : 1;
        }

        var (photo, mask) = (Path.Combine(folder, "photo.png"), Path.Combine(folder, "mask.png"));
        File.WriteAllBytes(photo, Pictures.Png(new ImageBuffer(3, Height, Width, samples)).Bytes);
        ImageCodec.WriteMask(mask, known);
        return (photo, mask);
    }

    private static KnownMask Known()
    {
        var known = new byte[Height * Width];
        Array.Fill(known, (byte)1);
        for (var scratch = 0; scratch < Scratches; scratch++)
        {
            var slope = Math.Sin(scratch * 1.7); // columns a row, to both sides
            for (var row = 0; row < Scratched; row++)
            {
                var column = (int)((scratch * Scratched / (double)Scratches) + (slope * row)) % Scratched;
                var from = Math.Clamp(column < 0 ? column + Scratched : column, 0, Scratched - ScratchWidth);
                known.AsSpan(((Top + row) * Width) + Left + from, ScratchWidth).Clear();
            }
        }

        return new KnownMask(Height, Width, known);
    }

    private static int Mirrored(int place, int side) => place % (2 * side) is var within && within < side ? within : (2 * side) - 1 - within;
}
