using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>
/// Salt and pepper, dead pixels and impulses of any value: samples far outside their neighbourhood. Each channel is judged
/// alone, for each can be hit alone; a pixel is an outlier if one of its channels is.
/// </summary>
public static class Impulses
{
    /// <summary>A hole wherever a sample is an outlier.</summary>
    /// <param name="picture">The measurement.</param>
    public static KnownMask Find(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var known = new byte[picture.PixelCount];
        Array.Fill(known, (byte)1);
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var plane = new ImageBuffer(1, picture.Height, picture.Width, picture.Plane(channel).ToArray());
            var outliers = new PlaneOutliers(plane).Find();
            for (var i = 0; i < known.Length; i++)
            {
                known[i] &= outliers[i] ? (byte)0 : (byte)1;
            }
        }

        return new KnownMask(picture.Height, picture.Width, known);
    }

    /// <summary>Share of the pixels that are outliers, in [0, 1].</summary>
    /// <param name="picture">The measurement.</param>
    public static double Share(ImageBuffer picture) => Find(picture).HoleShare;
}
