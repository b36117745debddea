namespace DipWeb.Engine.Imaging;

/// <summary>A picture in managed memory: planar 32-bit floats, nominal range [0, 1], rows from the top.</summary>
/// <remarks>
/// Sample (c, y, x) stands at index (c * Height + y) * Width + x, which is the layout of a contiguous CxHxW tensor.
/// The buffer is not copied on construction and is shared with the caller: treat it as immutable once it is handed on.
/// </remarks>
public sealed class ImageBuffer
{
    private readonly float[] _samples;

    /// <summary>Wraps samples.</summary>
    /// <param name="channels">1 (grey) or 3 (red, green, blue).</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="samples">channels * height * width values.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public ImageBuffer(int channels, int height, int width, float[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (channels is not (1 or 3))
        {
            throw new ArgumentException($"A picture has 1 or 3 channels, not {channels}.", nameof(channels));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if ((long)channels * height * width != samples.LongLength)
        {
            throw new ArgumentException($"{channels}x{height}x{width} needs {(long)channels * height * width} samples, got {samples.LongLength}.", nameof(samples));
        }

        Channels = channels;
        Height = height;
        Width = width;
        _samples = samples;
    }

    /// <summary>Number of planes: 1 or 3.</summary>
    public int Channels { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Pixels in one plane.</summary>
    public int PixelCount => Height * Width;

    /// <summary>All samples, plane after plane.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>One sample.</summary>
    /// <param name="channel">Plane, from 0.</param>
    /// <param name="y">Row, from 0 at the top.</param>
    /// <param name="x">Column, from 0 at the left.</param>
    public float this[int channel, int y, int x] => _samples[((channel * Height) + y) * Width + x];

    /// <summary>One plane as a grey picture.</summary>
    /// <param name="channel">Plane, from 0.</param>
    public ImageBuffer Channel(int channel) => new(1, Height, Width, Plane(channel).ToArray());

    /// <summary>One plane, row after row.</summary>
    /// <param name="channel">Plane, from 0.</param>
    public ReadOnlySpan<float> Plane(int channel) => _samples.AsSpan(channel * PixelCount, PixelCount);

    /// <summary>Whether both pictures have the same channels, height and width.</summary>
    /// <param name="other">The other picture.</param>
    public bool HasShapeOf(ImageBuffer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Channels == other.Channels && Height == other.Height && Width == other.Width;
    }

    /// <summary>A copy of the rectangle whose upper left corner is (<paramref name="x"/>, <paramref name="y"/>).</summary>
    /// <param name="x">Left column.</param>
    /// <param name="y">Top row.</param>
    /// <param name="width">Columns to take.</param>
    /// <param name="height">Rows to take.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle is not inside the picture.</exception>
    public ImageBuffer Crop(int x, int y, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x + width, Width, nameof(width));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(y + height, Height, nameof(height));
        var cropped = new float[Channels * height * width];
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var row = 0; row < height; row++)
            {
                Plane(channel).Slice(((y + row) * Width) + x, width).CopyTo(cropped.AsSpan(((channel * height) + row) * width, width));
            }
        }

        return new ImageBuffer(Channels, height, width, cropped);
    }

    /// <summary>The picture enlarged plainly: each pixel of the result takes the pixel that it lies in.</summary>
    /// <param name="factor">Result pixels to pixels of this picture.</param>
    public ImageBuffer Enlarge(Ratio factor)
    {
        var (height, width) = (factor.Scale(Height), factor.Scale(Width));
        var samples = new float[Channels * height * width];
        for (var i = 0; i < samples.Length; i++)
        {
            var (channel, place) = (i / (height * width), i % (height * width));
            samples[i] = this[channel, (int)(place / width / factor.Value), (int)(place % width / factor.Value)];
        }

        return new ImageBuffer(Channels, height, width, samples);
    }

    /// <summary>The same samples as an array of their own.</summary>
    public float[] ToArray() => _samples.AsSpan().ToArray();
}
