using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Rows that slipped sideways, as on a worn tape.</summary>
public static class RowShifts
{
    private const int Sweeps = 6;
    private const double MinShiftedShare = 0.12;

    /// <summary>How far each row stands to the right of where it belongs, in pixels, in steps of one half; 0 where it cannot be told.</summary>
    /// <remarks>
    /// Each row is laid by the least mean |a - b|, over shifts up to 16 pixels, on the rows beside it, which are moved back as
    /// far as is known by then; a few sweeps down and up the picture settle it. As the rows on both sides count alike, slanted
    /// edges pull nowhere.
    /// </remarks>
    /// <param name="picture">The measurement.</param>
    public static IReadOnlyList<double> Estimate(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var alignment = new RowAlignment(picture);
        for (var sweep = 0; sweep < Sweeps && alignment.Sweep(upwards: sweep % 2 == 1); sweep++)
        {
            // Until no row moves any more.
        }

        return [.. alignment.HalfPixels.Select(shift => shift / 2.0)];
    }

    /// <summary>Share of the rows that slipped by a pixel or more, in [0, 1].</summary>
    /// <param name="shifts">As estimated.</param>
    public static double Share(IReadOnlyList<double> shifts)
    {
        ArgumentNullException.ThrowIfNull(shifts);
        return shifts.Count(shift => Math.Abs(shift) >= 1) / (double)shifts.Count;
    }

    /// <summary>Whether more rows slipped than seem to by chance: a row of noise or of a steep edge fits better elsewhere now and then.</summary>
    /// <param name="shifts">As estimated.</param>
    /// <param name="picture">The measurement.</param>
    public static bool AreEvident(IReadOnlyList<double> shifts, ImageBuffer picture) => Share(shifts) >= MinShiftedShare + (2 * NoiseLevel.Haar(picture));
}
