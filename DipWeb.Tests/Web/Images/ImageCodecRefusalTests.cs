using System.Text;
using DipWeb.Images;
using DipWeb.Tests.TestKit;
using NetVips;

namespace DipWeb.Tests.Web.Images;

public sealed class ImageCodecRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageCodec _codec = new(new ImageLimits());

    public static TheoryData<string, string, byte[]> Broken => new()
    {
        { "nothing", "image.empty", [] },
        { "one byte", "image.type_unsupported", [0x89] },
        { "text", "image.type_unsupported", Encoding.UTF8.GetBytes("This is no picture.") },
        { "svg", "image.type_unsupported", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><rect width='64' height='64'/></svg>") },
        { "gif", "image.type_unsupported", [.. "GIF89a"u8, 64, 0, 64, 0, 0, 0, 0] },
        { "heic", "image.type_unsupported", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0] },
        { "cut png", "image.truncated", Picture()[..^200] },
        { "png without end", "image.truncated", Picture()[..^12] },
        { "png without header", "image.corrupt", PngFile.Build(PngFile.Chunk("IDAT", PngFile.Deflate(new byte[99])), PngFile.End) },
        { "png of width 0", "image.dimensions", PngFile.Bomb(0, 64) },
        { "png of width 2^31-1", "image.dimensions", PngFile.Bomb(int.MaxValue, 64) },
        { "bomb", "image.too_many_pixels", PngFile.Bomb(60_000, 60_000) },
        { "long", "image.dimensions", PngFile.Bomb(50_000, 40) },
        { "tiny", "image.too_small", PngFile.Grey(15, 15, (_, _) => 1) },
        { "animation", "image.animated", PngFile.Animated(64, 64) },
        { "missing rows", "image.corrupt", PngFile.Build(PngFile.Header(64, 64, 8, 0), PngFile.Chunk("IDAT", PngFile.Deflate(new byte[650])), PngFile.End) },
        { "bad checksum", "image.corrupt", BadChecksum() },
        { "cut jpeg", "image.truncated", Jpeg()[..^300] },
        { "jpeg without end", "image.truncated", Jpeg()[..^2] },
        { "cut webp", "image.truncated", Webp()[..^100] },
        { "cut tiff", "image.corrupt", Tiff()[..^1000] },
        { "float tiff", "image.type_unsupported", FloatTiff() },
        { "many scans", "image.too_complex", [0xFF, 0xD8, .. Enumerable.Repeat<byte[]>([0xFF, 0xDA, 0, 2, 1], 101).SelectMany(scan => scan), 0xFF, 0xD9] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Broken))]
    public void Inspect_BrokenFile_IsRefusedWithItsCode(string name, string code, byte[] bytes)
    {
        var path = _folder.Write($"{name}.png", bytes);

        var refusal = Assert.Throws<ImageRejectedException>(() => _codec.Inspect(path));

        Assert.Equal(code, refusal.Code);
        Assert.DoesNotContain(_folder.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_SixtyThousandSquare_SaysLimitAndActual()
    {
        var path = _folder.Write("bomb.png", PngFile.Bomb(60_000, 60_000));

        var refusal = Assert.Throws<ImageRejectedException>(() => _codec.Inspect(path));

        Assert.Equal((50_000_000L, 3_600_000_000L), (refusal.Limit, refusal.Actual));
    }

    [Fact]
    public void Inspect_MutatedFiles_EitherPassOrAreRefused()
    {
        byte[][] originals = [Picture(), Jpeg(), Webp(), Tiff()];
        uint state = 1;
        var refused = 0;

        for (var round = 0; round < 200; round++)
        {
            var bytes = (byte[])originals[round % originals.Length].Clone();
            for (var flip = 0; flip < 4; flip++)
            {
                state = (state * 1664525) + 1013904223;
                bytes[(int)(state >> 8) % bytes.Length] ^= (byte)(1 << (int)(state >> 5 & 7));
            }

            refused += IsRefused(_folder.Write("m.png", bytes)) ? 1 : 0;
        }

        Assert.InRange(refused, 20, 200);
    }

    [Fact]
    public void Inspect_ArchiveBehindThePng_IsAccepted()
    {
        var path = _folder.Write("a.png", [.. Picture(), .. "PK\u0003\u0004tail"u8]);

        var header = _codec.Inspect(path);

        Assert.Equal(PictureFormat.Png, header.Format);
    }

    [Fact]
    public void Inspect_BlackAndInvisiblePictures_AreNoted()
    {
        var black = _codec.Inspect(_folder.Write("b.png", PngFile.Grey(32, 32, (_, _) => 0)));
        var invisible = _codec.Inspect(_folder.Write("i.png", PngFile.ColourAlpha(32, 32, (_, _, c) => c == 3 ? (byte)0 : (byte)77)));

        Assert.Contains(ImageNotes.Black, black.Notes);
        Assert.Contains(ImageNotes.Invisible, invisible.Notes);
    }

    private static byte[] Picture() => PngFile.Colour(64, 64, (x, y, c) => (byte)((x * 7) ^ (y * 13) ^ c));

    private static byte[] Jpeg() => Saved(image => image.JpegsaveBuffer());

    private static byte[] Webp() => Saved(image => image.WebpsaveBuffer());

    private static byte[] Tiff() => Saved(image => image.TiffsaveBuffer());

    private static byte[] FloatTiff() => Saved(image => image.Cast(Enums.BandFormat.Float).TiffsaveBuffer());

    private static byte[] Saved(Func<Image, byte[]> save)
    {
        var samples = Enumerable.Range(0, 64 * 64 * 3).Select(i => (byte)(i * i >> 4)).ToArray();
        using var raw = Image.NewFromMemory(samples, 64, 64, 3, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return save(image);
    }

    private static byte[] BadChecksum()
    {
        var bytes = Picture();
        bytes[^14] ^= 1;
        return bytes;
    }

    private bool IsRefused(string path)
    {
        try
        {
            _codec.Inspect(path);
            return false;
        }
        catch (ImageRejectedException)
        {
            return true;
        }
    }
}
