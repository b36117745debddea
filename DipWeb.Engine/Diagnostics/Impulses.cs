using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>
/// Salt and pepper, dead pixels and impulses of any value: samples far outside their neighbourhood. Each channel is judged
/// alone, for each can be hit alone.
/// </summary>
public static class Impulses
{
    private const double SaltAndPepperShare = 0.95;

    /// <summary>In standard deviations of the residual, whose tails are long where the picture has edges.</summary>
    private const double Contradiction = 8;

    /// <summary>A hole wherever a sample is an outlier, channel by channel.</summary>
    /// <param name="picture">The measurement.</param>
    public static IReadOnlyList<KnownMask> FindByChannel(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return [.. Enumerable.Range(0, picture.Channels).Select(channel => FindIn(picture, channel))];
    }

    /// <summary>A hole wherever one of a pixel's samples is an outlier.</summary>
    /// <param name="picture">The measurement.</param>
    public static KnownMask Find(ImageBuffer picture) => KnownMask.InAll(FindByChannel(picture));

    /// <summary>Whether what was hit is black or white nearly everywhere, so that what was not is as it was.</summary>
    /// <param name="picture">The measurement.</param>
    /// <param name="known">What was found in it, channel by channel.</param>
    public static bool AreSaltAndPepper(ImageBuffer picture, IReadOnlyList<KnownMask> known)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(known);
        var (outliers, extremes) = (0, 0);
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            for (var i = 0; i < picture.PixelCount; i++)
            {
                var isOut = known[channel].Values[i] == 0;
                outliers += isOut ? 1 : 0;
                extremes += isOut && picture.Plane(channel)[i] is 0 or 1 ? 1 : 0;
            }
        }

        return extremes >= SaltAndPepperShare * outliers;
    }

    /// <summary>Share of the pixels that are outliers, in [0, 1].</summary>
    /// <param name="picture">The measurement.</param>
    public static double Share(ImageBuffer picture) => Find(picture).HoleShare;

    /// <summary>What was found without the samples that a restoration contradicts: those far outside the spread of its other residuals.</summary>
    /// <param name="known">What was found, channel by channel.</param>
    /// <param name="picture">The measurement.</param>
    /// <param name="restored">What was made of it.</param>
    public static IReadOnlyList<KnownMask> WithoutContradicted(IReadOnlyList<KnownMask> known, ImageBuffer picture, ImageBuffer restored)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(restored);
        return [.. known.Select((mask, channel) => WithoutContradicted(mask, picture.Channel(channel), restored.Channel(channel)))];
    }

    private static KnownMask WithoutContradicted(KnownMask known, ImageBuffer picture, ImageBuffer restored)
    {
        var misses = picture.Samples.ToArray().Zip(restored.Samples.ToArray(), (measured, made) => Math.Abs(measured - made)).ToArray();
        float[] believed = [.. misses.Where((_, i) => known.Values[i] == 1)];
        if (believed.Length == 0)
        {
            return known;
        }

        var largest = Contradiction * OrderStatistics.NormalScale * OrderStatistics.Median(believed);
        return new KnownMask(known.Height, known.Width, [.. misses.Select((miss, i) => miss > largest ? (byte)0 : known.Values[i])]);
    }

    private static KnownMask FindIn(ImageBuffer picture, int channel)
    {
        var plane = picture.Channel(channel);
        return new KnownMask(plane.Height, plane.Width, [.. new PlaneOutliers(plane).Find().Select(isOut => isOut ? (byte)0 : (byte)1)]);
    }
}
