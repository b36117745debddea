using System.Buffers.Binary;

namespace DipWeb.Images;

/// <summary>Walks the chunks of a file, without decoding, for the faults that a decoder is slow or lenient about.</summary>
internal static class FileStructure
{
    private const int PngHeaderLength = 8;
    private const int MaxPngChunks = 50_000;

    public static void Check(string path, PictureFormat format, ImageLimits limits)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        switch (format)
        {
            case PictureFormat.Png:
                CheckPng(file, limits);
                break;
            case PictureFormat.Jpeg:
                CheckJpeg(file, limits);
                break;
            case PictureFormat.Webp:
                CheckWebp(file);
                break;
            case PictureFormat.Tiff:
                break;
        }
    }

    private static void CheckPng(FileStream file, ImageLimits limits)
    {
        Span<byte> head = stackalloc byte[8];
        file.Position = PngHeaderLength;
        for (var count = 0; ; count++)
        {
            if (count == MaxPngChunks)
            {
                throw new ImageRejectedException("image.too_complex", $"The PNG has more than {MaxPngChunks:N0} chunks.") { Limit = MaxPngChunks };
            }

            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            {
                throw PictureReader.Truncated();
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var name = head[4..];
            if (count == 0 && (!name.SequenceEqual("IHDR"u8) || length != 13))
            {
                throw new ImageRejectedException("image.corrupt", "The PNG does not begin with its header.");
            }

            if (name.SequenceEqual("IEND"u8))
            {
                return;
            }

            if (name.SequenceEqual("acTL"u8))
            {
                throw new ImageRejectedException("image.animated", "The picture is animated. Send one still picture.") { Limit = 1 };
            }

            var next = file.Position + length + 4;
            if (name.SequenceEqual("IHDR"u8))
            {
                CheckPngSize(file, limits);
            }

            if (next > file.Length)
            {
                throw PictureReader.Truncated();
            }

            file.Position = next;
        }
    }

    private static void CheckPngSize(FileStream file, ImageLimits limits)
    {
        Span<byte> size = stackalloc byte[8];
        if (file.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) < size.Length)
        {
            throw PictureReader.Truncated();
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(size);
        var height = BinaryPrimitives.ReadUInt32BigEndian(size[4..]);
        if (width is 0 or >= int.MaxValue || height is 0 or >= int.MaxValue)
        {
            throw new ImageRejectedException("image.dimensions", $"The PNG claims to have {width} x {height} pixels, which no picture has.")
            { Limit = limits.MaxSide, Actual = $"{width}x{height}" };
        }

        PictureReader.CheckSize(width, height, limits);
    }

    private static void CheckWebp(FileStream file)
    {
        Span<byte> size = stackalloc byte[4];
        file.Position = 4;
        file.ReadExactly(size);
        if (file.Length < BinaryPrimitives.ReadUInt32LittleEndian(size) + 8L)
        {
            throw PictureReader.Truncated();
        }
    }

    private static void CheckJpeg(FileStream file, ImageLimits limits)
    {
        file.Position = 2;
        var scans = 0;
        while (true)
        {
            var marker = NextMarker(file);
            if (marker == 0xD9)
            {
                return;
            }

            if (marker == 0xDA && ++scans > limits.MaxScans)
            {
                throw new ImageRejectedException("image.too_complex", $"The JPEG has more than {limits.MaxScans} scans.")
                { Limit = limits.MaxScans, Actual = scans };
            }

            var (high, low) = (file.ReadByte(), file.ReadByte());
            if (high < 0 || low < 0)
            {
                throw PictureReader.Truncated();
            }

            file.Position += Math.Max(0, (high << 8 | low) - 2);
        }
    }

    /// <summary>The next marker with a segment, or the end marker; stuffed bytes and restart markers of the scan data are passed over.</summary>
    public static int NextMarker(FileStream file)
    {
        while (true)
        {
            int value;
            while ((value = file.ReadByte()) != 0xFF)
            {
                if (value < 0)
                {
                    throw PictureReader.Truncated();
                }
            }

            while ((value = file.ReadByte()) == 0xFF)
            {
            }

            if (value < 0)
            {
                throw PictureReader.Truncated();
            }

            if (value is not (0 or 1 or (>= 0xD0 and <= 0xD8)))
            {
                return value;
            }
        }
    }
}
