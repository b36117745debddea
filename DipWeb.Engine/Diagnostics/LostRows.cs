using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Rows that a transmission lost, and rows that belong to another moment than their neighbours.</summary>
public static class LostRows
{
    /// <summary>Whole rows as holes: those of one value, of noise, or of something else than the rows on both sides.</summary>
    /// <param name="picture">The measurement.</param>
    public static KnownMask Find(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var lost = new RowOutliers(picture).Find();
        var known = new byte[picture.PixelCount];
        Array.Fill(known, (byte)1);
        for (var y = 0; y < picture.Height; y++)
        {
            if (lost[y])
            {
                known.AsSpan(y * picture.Width, picture.Width).Clear();
            }
        }

        return new KnownMask(picture.Height, picture.Width, known);
    }

    /// <summary>Combing: every row is less like the next one than like the one after it, by a tenth in the mean.</summary>
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
}
