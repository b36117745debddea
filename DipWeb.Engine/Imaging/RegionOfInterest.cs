namespace DipWeb.Engine.Imaging;

/// <summary>A rectangle of a picture that is computed without the rest.</summary>
/// <param name="X">Left column.</param>
/// <param name="Y">Top row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record RegionOfInterest(int X, int Y, int Width, int Height)
{
    /// <summary>Column after the last.</summary>
    public int Right => X + Width;

    /// <summary>Row after the last.</summary>
    public int Bottom => Y + Height;

    /// <summary>Number of pixels.</summary>
    public long PixelCount => (long)Width * Height;

    /// <summary>The same part of an enlarged picture.</summary>
    /// <param name="factor">How many times larger that is.</param>
    public RegionOfInterest Scaled(Ratio factor)
    {
        var (left, top) = (factor.Scale(X), factor.Scale(Y));
        return new RegionOfInterest(left, top, factor.Scale(Right) - left, factor.Scale(Bottom) - top);
    }

    /// <summary>The region of a picture.</summary>
    /// <param name="picture">A picture of the mask's size.</param>
    public ImageBuffer Of(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return picture.Crop(X, Y, Width, Height);
    }

    /// <summary>The region of the mask.</summary>
    /// <param name="mask">The mask.</param>
    public KnownMask Within(KnownMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var known = new byte[Width * Height];
        for (var row = 0; row < Height; row++)
        {
            mask.Values.Slice(((Y + row) * mask.Width) + X, Width).CopyTo(known.AsSpan(row * Width, Width));
        }

        return new KnownMask(Height, Width, known);
    }

    /// <summary>Puts the region back into a whole picture.</summary>
    /// <param name="part">The region.</param>
    /// <param name="samples">Samples of the whole picture, plane after plane; overwritten within the region.</param>
    /// <param name="width">Columns of the whole picture.</param>
    /// <param name="height">Its rows.</param>
    public void Paste(ImageBuffer part, Span<float> samples, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(part);
        for (var channel = 0; channel < part.Channels; channel++)
        {
            for (var row = 0; row < Height; row++)
            {
                part.Plane(channel).Slice(row * Width, Width).CopyTo(samples.Slice((((channel * height) + Y + row) * width) + X, Width));
            }
        }
    }
}
