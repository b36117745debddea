using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Rows that a transmission lost, and rows that belong to another moment than their neighbours.</summary>
public static class LostRows
{
    private const int Reach = 3;

    /// <summary>Whole rows as holes: those of one value, of noise, or unlike every row nearby.</summary>
    /// <param name="picture">The measurement.</param>
    public static KnownMask Find(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var nearest = new float[picture.Height];
        for (var y = 0; y < picture.Height; y++)
        {
            nearest[y] = Nearest(picture, y);
        }

        var known = new byte[picture.PixelCount];
        Array.Fill(known, (byte)1);
        var usual = OrderStatistics.Median([.. nearest]);
        for (var y = 0; y < picture.Height; y++)
        {
            if (nearest[y] > Math.Max(3 * usual, 0.02))
            {
                known.AsSpan(y * picture.Width, picture.Width).Clear();
            }
        }

        return new KnownMask(picture.Height, picture.Width, known);
    }

    /// <summary>Combing: every row is less like the next one than like the one after it.</summary>
    /// <param name="picture">The measurement.</param>
    public static bool IsInterlaced(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var (next, afterNext) = (0.0, 0.0);
        for (var y = 0; y + 2 < picture.Height; y++)
        {
            next += RowDistance.Between(picture, y, y + 1);
            afterNext += RowDistance.Between(picture, y, y + 2);
        }

        return next > 1.1 * afterNext;
    }

    private static float Nearest(ImageBuffer picture, int y)
    {
        var nearest = float.PositiveInfinity;
        for (var other = Math.Max(y - Reach, 0); other <= Math.Min(y + Reach, picture.Height - 1); other++)
        {
            nearest = other == y ? nearest : MathF.Min(nearest, (float)RowDistance.Between(picture, y, other));
        }

        return float.IsFinite(nearest) ? nearest : 0;
    }
}
