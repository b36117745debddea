namespace DipWeb.Engine.Imaging;

/// <summary>What a JPEG file says about its picture before any decoding: the cell in which each DCT coefficient lay.</summary>
/// <remarks>
/// An encoder computes c = DCT(sample - 128), keeps k = round(c / q), and drops the rest; so c lay in [q (k - 1/2), q (k + 1/2)]
/// (ITU-T T.81, A.3). Width and height are those of the file, before it is turned upright.
/// </remarks>
public sealed class JpegMeasurement
{
    private const int LargestRatio = 2;

    /// <summary>Wraps the components of a file.</summary>
    /// <param name="width">Columns of the stored picture, at least 1.</param>
    /// <param name="height">Rows of the stored picture, at least 1.</param>
    /// <param name="orientation">EXIF orientation, 1 to 8: what turns the stored picture upright; 1 is nothing.</param>
    /// <param name="components">Grey alone; or luma Y at full resolution, then chroma Cb and Cr at full or half of it in each direction.</param>
    /// <exception cref="ArgumentException">The components do not make such a picture of this size.</exception>
    public JpegMeasurement(int width, int height, int orientation, IReadOnlyList<JpegComponent> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (orientation is < 1 or > 8)
        {
            throw new ArgumentOutOfRangeException(nameof(orientation), orientation, "An orientation is between 1 and 8.");
        }

        if (components.Count is not (1 or 3))
        {
            throw new ArgumentException($"A JPEG measurement has 1 or 3 components, not {components.Count}.", nameof(components));
        }

        Width = width;
        Height = height;
        Orientation = orientation;
        Components = components;
        foreach (var component in components)
        {
            CheckSampling(component);
            CheckBlocks(component);
        }
    }

    /// <summary>Columns as stored.</summary>
    public int Width { get; }

    /// <summary>Rows as stored.</summary>
    public int Height { get; }

    /// <summary>EXIF orientation, 1 to 8.</summary>
    public int Orientation { get; }

    /// <summary>Grey, or Y, Cb and Cr.</summary>
    public IReadOnlyList<JpegComponent> Components { get; }

    /// <summary>Columns of the upright picture.</summary>
    public int UprightWidth => IsTransposed ? Height : Width;

    /// <summary>Rows of the upright picture.</summary>
    public int UprightHeight => IsTransposed ? Width : Height;

    /// <summary>Whether the way to the upright picture exchanges rows and columns.</summary>
    public bool IsTransposed => Orientation >= 5;

    /// <summary>How many columns of the picture make one column of the component.</summary>
    /// <param name="component">One of <see cref="Components"/>.</param>
    public int HorizontalRatio(JpegComponent component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return Components[0].HorizontalSampling / component.HorizontalSampling;
    }

    /// <summary>How many rows of the picture make one row of the component.</summary>
    /// <param name="component">One of <see cref="Components"/>.</param>
    public int VerticalRatio(JpegComponent component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return Components[0].VerticalSampling / component.VerticalSampling;
    }

    /// <summary>Whether the file is of a picture of this shape.</summary>
    /// <param name="upright">The picture.</param>
    public bool IsOf(ImageBuffer upright)
    {
        ArgumentNullException.ThrowIfNull(upright);
        return (UprightWidth, UprightHeight, Components.Count) == (upright.Width, upright.Height, upright.Channels);
    }

    /// <summary>Side of the squares of pixels that whole blocks of every component cover: where chroma has half the resolution, of four blocks.</summary>
    public const int UnitSide = LargestRatio * JpegComponent.BlockSide;

    /// <summary>What the file says of a part of the picture.</summary>
    /// <param name="upright">The part, of the upright picture; in the stored one it begins at a whole unit, and ends at one or with the picture.</param>
    /// <exception cref="ArgumentException">It does not, or is not inside the picture.</exception>
    public JpegMeasurement Within(RegionOfInterest upright)
    {
        ArgumentNullException.ThrowIfNull(upright);
        var part = ExifOrientation.Stored(upright, UprightWidth, UprightHeight, Orientation);
        if (part.X < 0 || part.Y < 0 || part.Right > Width || part.Bottom > Height || part.X % UnitSide != 0 || part.Y % UnitSide != 0
            || (part.Right % UnitSide != 0 && part.Right != Width) || (part.Bottom % UnitSide != 0 && part.Bottom != Height))
        {
            throw new ArgumentException($"{part} does not lie in whole units of a stored picture of {Width} x {Height}.", nameof(upright));
        }

        return new JpegMeasurement(part.Width, part.Height, Orientation, [.. Components.Select(component =>
        {
            var (horizontal, vertical) = (HorizontalRatio(component), VerticalRatio(component));
            return component.Blocks(
                part.X / (horizontal * JpegComponent.BlockSide),
                part.Y / (vertical * JpegComponent.BlockSide),
                BlocksFor(part.Width, horizontal),
                BlocksFor(part.Height, vertical));
        })]);
    }

    /// <summary>Blocks that a side of the picture needs at a sampling ratio.</summary>
    /// <param name="side">Width or height of the stored picture.</param>
    /// <param name="ratio">Pixels of the picture for one sample of the component.</param>
    public static int BlocksFor(int side, int ratio)
    {
        var span = ratio * JpegComponent.BlockSide;
        return (side + span - 1) / span;
    }

    private void CheckSampling(JpegComponent component)
    {
        var (horizontal, vertical) = (HorizontalRatio(component), VerticalRatio(component));
        if (horizontal is < 1 or > LargestRatio || horizontal * component.HorizontalSampling != Components[0].HorizontalSampling
            || vertical is < 1 or > LargestRatio || vertical * component.VerticalSampling != Components[0].VerticalSampling)
        {
            throw new ArgumentException("Chroma has the resolution of luma, or half of it, in each direction.", nameof(component));
        }
    }

    private void CheckBlocks(JpegComponent component)
    {
        var wide = BlocksFor(Width, HorizontalRatio(component));
        var high = BlocksFor(Height, VerticalRatio(component));
        if (component.BlocksWide != wide || component.BlocksHigh != high)
        {
            throw new ArgumentException(
                $"A picture of {Width} x {Height} needs {wide} x {high} blocks here, not {component.BlocksWide} x {component.BlocksHigh}.", nameof(component));
        }
    }
}
