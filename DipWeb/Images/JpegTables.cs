using System.Buffers.Binary;

namespace DipWeb.Images;

/// <summary>Finds the quantization table of each component of a JPEG, and refuses the kinds whose coefficients are not read.</summary>
/// <remarks>
/// The library that decodes the coefficients keeps the tables to itself. A table may be sent anew between scans; a component is bound to
/// the one that stands when its first scan begins (ITU-T T.81, B.2.4.1).
/// </remarks>
internal sealed class JpegTables
{
    private const int Frequencies = 64;

    private readonly int[]?[] _sent = new int[4][];
    private byte[] _components = [];
    private int[] _tableOf = [];
    private int[]?[] _bound = [];

    private JpegTables()
    {
    }

    private static ImageRejectedException Damaged => new("image.corrupt", "The picture is damaged and cannot be read.");

    /// <summary>64 steps for each component, in the order of the frame, row after row.</summary>
    /// <exception cref="ImageRejectedException"><c>jpeg.unsupported</c>, <c>image.corrupt</c> or <c>image.truncated</c>.</exception>
    public static IReadOnlyList<int[]> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var tables = new JpegTables();
        file.Position = 2;
        for (int marker; (marker = FileStructure.NextMarker(file)) != 0xD9;)
        {
            tables.Take(marker, Segment(file));
        }

        return tables._bound.Length == 0 ? throw Damaged : [.. tables._bound.Select(table => table ?? throw Damaged)];
    }

    public static ImageRejectedException Unsupported(string actual) =>
        new("jpeg.unsupported", $"The coefficients of this JPEG are not read: {actual}. Huffman coding, 8 bits, and grey or YCbCr with chroma at full or half resolution are.")
        { Actual = actual };

    private static byte[] Segment(FileStream file)
    {
        Span<byte> length = stackalloc byte[2];
        if (file.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
        {
            throw PictureReader.Truncated();
        }

        var content = new byte[Math.Max(0, BinaryPrimitives.ReadUInt16BigEndian(length) - 2)];
        return file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length ? throw PictureReader.Truncated() : content;
    }

    private void Take(int marker, ReadOnlySpan<byte> content)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                TakeFrame(content);
                break;
            case 0xDB:
                TakeTables(content);
                break;
            case 0xDA:
                TakeScan(content);
                break;
            case 0xC9 or 0xCA or 0xCB:
                throw Unsupported("arithmetic coding");
            case 0xC3 or (>= 0xC5 and <= 0xC8) or (>= 0xCD and <= 0xCF):
                throw Unsupported("a lossless or hierarchical frame");
            default:
                break;
        }
    }

    private void TakeFrame(ReadOnlySpan<byte> content)
    {
        // Precision, height, width, number of components; then three bytes for each: name, sampling, table.
        if (content.Length < 6 || content.Length != 6 + (3 * content[5]) || _bound.Length > 0)
        {
            throw Damaged;
        }

        if (content[0] != 8 || content[5] is not (1 or 3))
        {
            throw Unsupported(content[0] == 8 ? $"{content[5]} components" : $"{content[0]} bits");
        }

        _bound = new int[content[5]][];
        _components = new byte[content[5]];
        _tableOf = new int[content[5]];
        for (var i = 0; i < _bound.Length; i++)
        {
            var entry = content.Slice(6 + (3 * i), 3);
            _components[i] = entry[0];
            _tableOf[i] = entry[2] < _sent.Length ? entry[2] : throw Damaged;
        }
    }

    private void TakeTables(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            var (bytes, number) = (content[0] >> 4 == 0 ? 1 : 2, content[0] & 15);
            if (number >= _sent.Length || content[0] >> 4 > 1 || content.Length < 1 + (bytes * Frequencies))
            {
                throw Damaged;
            }

            var table = new int[Frequencies];
            for (var i = 0; i < Frequencies; i++)
            {
                var step = content.Slice(1 + (bytes * i), bytes);
                table[Zigzag.Place(i)] = bytes == 1 ? step[0] : BinaryPrimitives.ReadUInt16BigEndian(step);
            }

            _sent[number] = table.Contains(0) ? throw Damaged : table;
            content = content[(1 + (bytes * Frequencies))..];
        }
    }

    private void TakeScan(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || content.Length < 1 + (2 * content[0]))
        {
            throw Damaged;
        }

        for (var i = 0; i < content[0]; i++)
        {
            var component = _components.AsSpan().IndexOf(content[1 + (2 * i)]);
            if (component < 0)
            {
                throw Damaged;
            }

            _bound[component] ??= _sent[_tableOf[component]] ?? throw Damaged;
        }
    }
}
