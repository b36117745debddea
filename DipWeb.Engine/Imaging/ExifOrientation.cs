namespace DipWeb.Engine.Imaging;

/// <summary>The mirroring and turning between a stored picture and the upright one (Exif 2.3, tag 274).</summary>
/// <remarks>Stored to upright is a transposition from 5 on, then mirroring; the way back is the same in reverse order.</remarks>
internal static class ExifOrientation
{
    /// <summary>The upright picture.</summary>
    /// <param name="stored">1xCxHxW.</param>
    /// <param name="orientation">1 to 8.</param>
    public static Tensor Upright(Tensor stored, int orientation) => Mirrored(orientation >= 5 ? stored.transpose(2, 3) : stored, orientation);

    /// <summary>The picture as it was stored.</summary>
    /// <param name="upright">1xCxHxW.</param>
    /// <param name="orientation">1 to 8.</param>
    public static Tensor Stored(Tensor upright, int orientation)
    {
        var mirrored = Mirrored(upright, orientation);
        return orientation >= 5 ? mirrored.transpose(2, 3) : mirrored;
    }

    /// <summary>A part of the stored picture, as it lies in the upright one.</summary>
    /// <param name="stored">Of the stored picture.</param>
    /// <param name="width">Columns of the upright picture.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="orientation">1 to 8.</param>
    public static RegionOfInterest Upright(RegionOfInterest stored, int width, int height, int orientation) =>
        Mirrored(orientation >= 5 ? Transposed(stored) : stored, width, height, orientation);

    /// <summary>A part of the upright picture, as it lies in the stored one.</summary>
    /// <param name="upright">Of the upright picture.</param>
    /// <param name="width">Columns of the upright picture.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="orientation">1 to 8.</param>
    public static RegionOfInterest Stored(RegionOfInterest upright, int width, int height, int orientation)
    {
        var mirrored = Mirrored(upright, width, height, orientation);
        return orientation >= 5 ? Transposed(mirrored) : mirrored;
    }

    private static RegionOfInterest Transposed(RegionOfInterest region) => new(region.Y, region.X, region.Height, region.Width);

    private static RegionOfInterest Mirrored(RegionOfInterest region, int width, int height, int orientation) => region with
    {
        X = orientation is 2 or 3 or 6 or 7 ? width - region.Right : region.X,
        Y = orientation is 3 or 4 or 7 or 8 ? height - region.Bottom : region.Y,
    };

    private static Tensor Mirrored(Tensor picture, int orientation) => orientation switch
    {
        1 or 5 => picture,
        2 or 6 => picture.flip(3),
        3 or 7 => picture.flip(2, 3),
        4 or 8 => picture.flip(2),
        _ => throw new ArgumentOutOfRangeException(nameof(orientation), orientation, "An orientation is between 1 and 8."),
    };
}
