namespace DipWeb.Engine.Imaging;

/// <summary>The rectangle of a picture that decides how its holes are filled: the holes and what surrounds them.</summary>
/// <remarks>
/// A network that fills a scratch looks no farther than its coarsest scale; in a large photo nearly all of its work would go into pixels
/// that stay as they are anyway.
/// </remarks>
/// <param name="X">Left column.</param>
/// <param name="Y">Top row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record RegionOfInterest(int X, int Y, int Width, int Height)
{
    private const int SmallestMargin = 64; // pixels
    private const int LargestMargin = 256;
    private const double LargestShare = 0.5; // of the picture; beyond it little is won

    /// <summary>The region of all holes, with a margin as wide as the widest of them; null where it is most of the picture, or there are none.</summary>
    /// <param name="mask">Where the holes are.</param>
    public static RegionOfInterest? Of(KnownMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Bounds(mask) is { } holes ? Around(holes, mask.WidestHole(), mask.Width, mask.Height) : null;
    }

    /// <summary>The region of holes within a rectangle; null where it is most of the picture.</summary>
    /// <param name="holes">The rectangle, inside the picture.</param>
    /// <param name="widestHole">Side of the largest square that lies in a hole, or 0 where they are thin.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public static RegionOfInterest? Around(RegionOfInterest holes, int widestHole, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(holes);
        var margin = Math.Clamp(widestHole, SmallestMargin, LargestMargin);
        var (left, top) = (Math.Max(0, holes.X - margin), Math.Max(0, holes.Y - margin));
        var (right, bottom) = (Math.Min(width, holes.X + holes.Width + margin), Math.Min(height, holes.Y + holes.Height + margin));
        var region = new RegionOfInterest(left, top, right - left, bottom - top);
        return (double)region.Width * region.Height <= LargestShare * width * height ? region : null;
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

    private static RegionOfInterest? Bounds(KnownMask mask)
    {
        var (left, right, top, bottom) = (mask.Width, -1, mask.Height, -1);
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Values.Slice(y * mask.Width, mask.Width);
            if (row.IndexOf((byte)0) is var first and >= 0)
            {
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOf((byte)0)));
                (top, bottom) = (Math.Min(top, y), y);
            }
        }

        return right < 0 ? null : new RegionOfInterest(left, top, right - left + 1, bottom - top + 1);
    }
}
