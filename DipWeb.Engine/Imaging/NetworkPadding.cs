namespace DipWeb.Engine.Imaging;

/// <summary>Extends a picture by reflection to sides that a network can halve, and cuts the extension off again.</summary>
/// <remarks>The extension is split evenly between the two sides. A side shorter than its extension is reflected repeatedly.</remarks>
public sealed class NetworkPadding
{
    private readonly int[] _rows;
    private readonly int[] _columns;

    /// <summary>Plans the extension.</summary>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="multiple">What both extended sides are a multiple of, at least 1.</param>
    /// <param name="minimum">Smallest extended side, a multiple of <paramref name="multiple"/>.</param>
    /// <param name="alignment">What the picture's corner in the extended one is a multiple of, at least 1.</param>
    public NetworkPadding(int height, int width, int multiple, int minimum, int alignment = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiple, 1);
        PictureHeight = height;
        PictureWidth = width;
        Height = Math.Max(RoundUp(height, multiple), minimum);
        Width = Math.Max(RoundUp(width, multiple), minimum);
        Top = (Height - height) / 2 / alignment * alignment;
        Left = (Width - width) / 2 / alignment * alignment;
        _rows = Sources(Height, height, Top);
        _columns = Sources(Width, width, Left);
    }

    /// <summary>Extended rows.</summary>
    public int Height { get; }

    /// <summary>Extended columns.</summary>
    public int Width { get; }

    /// <summary>Rows of the picture.</summary>
    public int PictureHeight { get; }

    /// <summary>Columns of the picture.</summary>
    public int PictureWidth { get; }

    /// <summary>Extended row in which the picture begins.</summary>
    public int Top { get; }

    /// <summary>Extended column in which the picture begins.</summary>
    public int Left { get; }

    /// <summary>The picture with its extension.</summary>
    /// <param name="picture">A picture of the planned size.</param>
    public ImageBuffer Extend(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var samples = new float[picture.Channels * Height * Width];
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            Gather(picture.Plane(channel), samples.AsSpan(channel * Height * Width, Height * Width));
        }

        return new ImageBuffer(picture.Channels, Height, Width, samples);
    }

    /// <summary>The mask with its extension: the mirror image of a hole is a hole.</summary>
    /// <param name="mask">A mask of the planned size.</param>
    public KnownMask Extend(KnownMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var known = new byte[Height * Width];
        Gather(mask.Values, known);
        return new KnownMask(Height, Width, known);
    }

    /// <summary>A value for each row of the picture, for each row of the extended one.</summary>
    /// <typeparam name="T">Of the values.</typeparam>
    /// <param name="values">One for each row of the picture.</param>
    public IReadOnlyList<T> ExtendRows<T>(IReadOnlyList<T> values) => [.. _rows.Select(row => values[row])];

    /// <summary>1 where the extended picture is the picture, 0 where it is extension.</summary>
    public KnownMask Inside()
    {
        var inside = new byte[Height * Width];
        for (var row = 0; row < PictureHeight; row++)
        {
            inside.AsSpan(((Top + row) * Width) + Left, PictureWidth).Fill(1);
        }

        return new KnownMask(Height, Width, inside);
    }

    /// <summary>Cuts the extension off a picture of the extended size times a scale factor.</summary>
    /// <param name="extended">The extended picture.</param>
    /// <param name="scale">1, or the scale factor of a super-resolution; the alignment must be a multiple of its denominator.</param>
    public ImageBuffer CutOff(ImageBuffer extended, Ratio scale)
    {
        ArgumentNullException.ThrowIfNull(extended);
        return extended.Crop(scale.Scale(Left), scale.Scale(Top), scale.Scale(PictureWidth), scale.Scale(PictureHeight));
    }

    private void Gather<T>(ReadOnlySpan<T> source, Span<T> target)
    {
        for (var y = 0; y < Height; y++)
        {
            var row = source.Slice(_rows[y] * PictureWidth, PictureWidth);
            for (var x = 0; x < Width; x++)
            {
                target[(y * Width) + x] = row[_columns[x]];
            }
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private static int[] Sources(int extended, int side, int before)
    {
        var sources = new int[extended];
        var period = Math.Max(1, 2 * (side - 1));
        for (var i = 0; i < extended; i++)
        {
            var position = (((i - before) % period) + period) % period;
            sources[i] = position < side ? position : period - position;
        }

        return sources;
    }
}
