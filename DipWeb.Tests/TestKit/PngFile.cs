using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DipWeb.Tests.TestKit;

/// <summary>PNG files put together chunk by chunk, so that a test can make any of them wrong.</summary>
internal static class PngFile
{
    public static byte[] Grey(int width, int height, Func<int, int, byte> sample) =>
        Build(Header(width, height, 8, 0), Chunk("IDAT", Deflate(Rows(width, height, 1, (x, y, _) => sample(x, y)))), End);

    public static byte[] Colour(int width, int height, Func<int, int, int, byte> sample) =>
        Build(Header(width, height, 8, 2), Chunk("IDAT", Deflate(Rows(width, height, 3, sample))), End);

    public static byte[] ColourAlpha(int width, int height, Func<int, int, int, byte> sample) =>
        Build(Header(width, height, 8, 6), Chunk("IDAT", Deflate(Rows(width, height, 4, sample))), End);

    public static byte[] Palette(int width, int height, byte[] colours, Func<int, int, byte> index) =>
        Build(Header(width, height, 8, 3), Chunk("PLTE", colours), Chunk("IDAT", Deflate(Rows(width, height, 1, (x, y, _) => index(x, y)))), End);

    public static byte[] Animated(int width, int height) =>
        Build(Header(width, height, 8, 0), Chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]), Chunk("IDAT", Deflate(Rows(width, height, 1, (_, _, _) => 9))), End);

    /// <summary>Claims a size and holds next to nothing.</summary>
    public static byte[] Bomb(uint width, uint height) =>
        Build(Header(width, height, 8, 2), Chunk("IDAT", Deflate(new byte[1024])), End);

    public static byte[] End => Chunk("IEND", []);

    public static byte[] Header(long width, long height, byte depth, byte colourType)
    {
        var data = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(data, (uint)width);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), (uint)height);
        data[8] = depth;
        data[9] = colourType;
        return Chunk("IHDR", data);
    }

    public static byte[] Chunk(string name, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    public static byte[] Build(params byte[][] chunks) =>
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Deflate(byte[] raw)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(raw);
        }

        return packed.ToArray();
    }

    private static byte[] Rows(int width, int height, int bands, Func<int, int, int, byte> sample)
    {
        var rows = new byte[height * (1 + (width * bands))];
        for (var y = 0; y < height; y++)
        {
            for (var i = 0; i < width * bands; i++)
            {
                rows[(y * (1 + (width * bands))) + 1 + i] = sample(i / bands, y, i % bands);
            }
        }

        return rows;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}
