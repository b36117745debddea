namespace DipWeb.Engine.Imaging;

/// <summary>Which pixels of a measurement were observed: 1 = known, 0 = hole. The only polarity inside the engine.</summary>
public sealed class KnownMask
{
    private readonly byte[] _known;

    /// <summary>Wraps a mask.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="known">height * width values, row after row: 1 = known, 0 = hole.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a value is neither 0 nor 1.</exception>
    public KnownMask(int height, int width, byte[] known)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if ((long)height * width != known.LongLength)
        {
            throw new ArgumentException($"{height}x{width} needs {(long)height * width} values, got {known.LongLength}.", nameof(known));
        }

        if (known.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            throw new ArgumentException("A known mask holds 0 and 1 alone.", nameof(known));
        }

        Height = height;
        Width = width;
        _known = known;
        KnownCount = known.AsSpan().Count((byte)1);
    }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Number of known pixels.</summary>
    public int KnownCount { get; }

    /// <summary>Number of pixels to be filled.</summary>
    public int HoleCount => _known.Length - KnownCount;

    /// <summary>Share of the picture that is to be filled, in [0, 1].</summary>
    public double HoleShare => (double)HoleCount / _known.Length;

    /// <summary>All values, row after row: 1 = known, 0 = hole.</summary>
    public ReadOnlySpan<byte> Values => _known;

    /// <summary>Whether the pixel was observed.</summary>
    /// <param name="y">Row, from 0 at the top.</param>
    /// <param name="x">Column, from 0 at the left.</param>
    public bool this[int y, int x] => _known[(y * Width) + x] == 1;

    /// <summary>A mask from what a person painted.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="brush">height * width grey values; 128 and above is painted, that is: to be repaired.</param>
    public static KnownMask FromBrush(int height, int width, ReadOnlySpan<byte> brush)
    {
        var known = new byte[brush.Length];
        for (var i = 0; i < brush.Length; i++)
        {
            known[i] = brush[i] < 128 ? (byte)1 : (byte)0;
        }

        return new KnownMask(height, width, known);
    }

    /// <summary>Known where every one of several masks knows it.</summary>
    /// <param name="masks">At least one, of one size.</param>
    public static KnownMask InAll(IReadOnlyList<KnownMask> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        var known = masks[0].Values.ToArray();
        foreach (var mask in masks)
        {
            for (var i = 0; i < known.Length; i++)
            {
                known[i] &= mask.Values[i];
            }
        }

        return new KnownMask(masks[0].Height, masks[0].Width, known);
    }

    /// <summary>The mask with some known pixels taken for holes.</summary>
    /// <param name="places">In row-major order, each in [0, Height * Width).</param>
    public KnownMask Without(IReadOnlyList<int> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var known = _known.ToArray();
        foreach (var place in places)
        {
            known[place] = 0;
        }

        return new KnownMask(Height, Width, known);
    }

    /// <summary>Side of the largest square, in pixels, that lies in a hole altogether; 0 without holes.</summary>
    public int WidestHole()
    {
        // The largest square that ends at a pixel is one larger than the smallest of its three neighbours before it.
        var widest = 0;
        var above = new int[Width + 1];
        for (var y = 0; y < Height; y++)
        {
            var diagonal = 0;
            for (var x = 0; x < Width; x++)
            {
                var side = this[y, x] ? 0 : 1 + Math.Min(diagonal, Math.Min(above[x], above[x + 1]));
                (diagonal, above[x + 1]) = (above[x + 1], side);
                widest = Math.Max(widest, side);
            }
        }

        return widest;
    }

    /// <summary>The measurement where it is known, the restoration in the hole; known samples are copied bit for bit.</summary>
    /// <param name="measurement">What was observed.</param>
    /// <param name="restored">What the network made, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public ImageBuffer Composite(ImageBuffer measurement, ImageBuffer restored)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        ArgumentNullException.ThrowIfNull(restored);
        if (!measurement.HasShapeOf(restored) || measurement.Height != Height || measurement.Width != Width)
        {
            throw new ArgumentException("The measurement, the restoration and the mask must have one size.", nameof(restored));
        }

        var samples = restored.ToArray();
        for (var channel = 0; channel < measurement.Channels; channel++)
        {
            var plane = measurement.Plane(channel);
            for (var i = 0; i < plane.Length; i++)
            {
                if (_known[i] == 1)
                {
                    samples[(channel * plane.Length) + i] = plane[i];
                }
            }
        }

        return new ImageBuffer(measurement.Channels, Height, Width, samples);
    }
}
