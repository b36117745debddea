using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Pixels that were lost at random and are marked by one value, in all channels.</summary>
public static class LostPixels
{
    /// <summary>Half of it lies well below one grey level of 8 bits and well above what is lost in writing a number with four digits.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>The value that marks lost pixels, or null where none does: black or saturated regions are no loss, for loss is scattered.</summary>
    /// <param name="picture">The measurement.</param>
    public static double? FindValue(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var value in (double[])[0, 1])
        {
            // Where the opposite value is strewn too, this is salt and pepper.
            if (ScatterOf(picture, value).IsLoss && !ScatterOf(picture, 1 - value).IsStrewn)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A hole wherever every channel has the value, to within 0.001.</summary>
    /// <param name="picture">The measurement.</param>
    /// <param name="value">What marks a lost pixel, in samples.</param>
    public static KnownMask Find(ImageBuffer picture, double value)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var known = new byte[picture.PixelCount];
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var plane = picture.Plane(channel);
            for (var i = 0; i < plane.Length; i++)
            {
                if (Math.Abs(plane[i] - value) > Tolerance)
                {
                    known[i] = 1;
                }
            }
        }

        return new KnownMask(picture.Height, picture.Width, known);
    }

    private static MarkedScatter ScatterOf(ImageBuffer picture, double value) => MarkedScatter.Of(Find(picture, value), picture, value);
}
