using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Rows that slipped sideways, as on a worn tape.</summary>
public static class RowShifts
{
    private const int MinSlip = 2;
    private const double MinShiftedShare = 0.06;

    /// <summary>How far each row stands to the right of where it belongs, in whole pixels up to 16; 0 where it cannot be told.</summary>
    /// <remarks>A slow drift down the picture looks like a slanted edge, and one like the other: what is found is right from row to row, and over many rows it may wander.</remarks>
    /// <param name="picture">The measurement.</param>
    public static IReadOnlyList<int> Estimate(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new RowAlignment(picture).Shifts();
    }

    /// <summary>Share of the rows that slipped out of their neighbourhood, in [0, 1]: two pixels or more farther left, or right, than the rows above and below, which are no farther from each other.</summary>
    /// <remarks>Slanted stripes that cross the whole picture look like shifts too, but like ones that go on from row to row, up to where the path may go no farther and begins anew.</remarks>
    /// <param name="shifts">As estimated.</param>
    public static double Share(IReadOnlyList<int> shifts)
    {
        ArgumentNullException.ThrowIfNull(shifts);
        var slipped = 0;
        for (var y = 1; y < shifts.Count - 1; y++)
        {
            var (above, below) = (shifts[y - 1], shifts[y + 1]);
            var slip = Math.Max(Math.Min(above, below) - shifts[y], shifts[y] - Math.Max(above, below));
            slipped += slip >= Math.Max(MinSlip, Math.Abs(above - below)) ? 1 : 0;
        }

        return slipped / (double)Math.Max(1, shifts.Count);
    }

    /// <summary>Whether more rows slipped than seem to by chance: a row of noise fits better elsewhere now and then.</summary>
    /// <param name="shifts">As estimated.</param>
    /// <param name="picture">The measurement.</param>
    public static bool AreEvident(IReadOnlyList<int> shifts, ImageBuffer picture) => Share(shifts) >= MinShiftedShare + (2 * NoiseLevel.Haar(picture));

    /// <summary>The picture with every row moved back; what left it on one side stands on the other.</summary>
    /// <param name="picture">The measurement.</param>
    /// <param name="shifts">How far each row stands to the right of where it belongs.</param>
    public static ImageBuffer Undo(ImageBuffer picture, IReadOnlyList<int> shifts)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(shifts);
        return new ImageBuffer(
            picture.Channels,
            picture.Height,
            picture.Width,
            [.. Enumerable.Range(0, picture.Channels).SelectMany(channel => MovedBack(picture.Plane(channel), shifts, picture.Width))]);
    }

    /// <summary>The mask with every row moved back.</summary>
    /// <param name="mask">Of the measurement.</param>
    /// <param name="shifts">As for a picture.</param>
    public static KnownMask Undo(KnownMask mask, IReadOnlyList<int> shifts)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(shifts);
        return new KnownMask(mask.Height, mask.Width, MovedBack(mask.Values, shifts, mask.Width));
    }

    private static T[] MovedBack<T>(ReadOnlySpan<T> plane, IReadOnlyList<int> shifts, int width)
    {
        var moved = new T[plane.Length];
        for (var row = 0; row < shifts.Count; row++)
        {
            var from = plane.Slice(row * width, width);
            var to = moved.AsSpan(row * width, width);
            for (var column = 0; column < width; column++)
            {
                to[column] = from[(((column + shifts[row]) % width) + width) % width];
            }
        }

        return moved;
    }
}
