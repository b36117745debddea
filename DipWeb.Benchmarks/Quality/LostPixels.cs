using DipWeb.Engine.Imaging;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Which pixels are lost, and a picture without them.</summary>
internal static class LostPixels
{
    /// <summary>What a known pixel that is black becomes, so that black in every channel means lost and nothing else.</summary>
    private const float Darkest = 1 / 255f;

    /// <summary>Each pixel is lost with the same probability, independently of the others.</summary>
    /// <param name="clean">The picture, for its size.</param>
    /// <param name="share">The probability.</param>
    public static KnownMask Scattered(ImageBuffer clean, double share) =>
        new(clean.Height, clean.Width, [.. UniformNumbers.Draw(clean.PixelCount).Select(number => number < share ? (byte)0 : (byte)1)]);

    /// <summary>This share of the rows is lost, anywhere.</summary>
    /// <param name="clean">The picture, for its size.</param>
    /// <param name="share">Share of the rows, rounded to whole ones.</param>
    public static KnownMask Rows(ImageBuffer clean, double share)
    {
        var numbers = UniformNumbers.Draw(clean.Height);
        var lost = Enumerable.Range(0, clean.Height).OrderBy(row => numbers[row]).Take((int)Math.Round(share * clean.Height)).ToHashSet();
        return RowsWhere(clean, lost.Contains);
    }

    /// <summary>The second row is lost, the fourth, and so on.</summary>
    public static KnownMask EveryOtherRow(ImageBuffer clean) => RowsWhere(clean, row => row % 2 == 1);

    /// <summary>0 in every channel where a pixel is lost, and nowhere else.</summary>
    public static ImageBuffer Blacken(ImageBuffer clean, KnownMask known)
    {
        var samples = clean.ToArray();
        for (var i = 0; i < clean.PixelCount; i++)
        {
            var isBlack = true;
            for (var channel = 0; channel < clean.Channels; channel++)
            {
                isBlack &= samples[(channel * clean.PixelCount) + i] == 0;
            }

            for (var channel = 0; channel < clean.Channels; channel++)
            {
                ref var sample = ref samples[(channel * clean.PixelCount) + i];
                sample = known.Values[i] == 0 ? 0 : isBlack ? Darkest : sample;
            }
        }

        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, samples);
    }

    /// <summary>Which pixels of a blackened picture are known.</summary>
    public static KnownMask Known(ImageBuffer blackened) =>
        new(
            blackened.Height,
            blackened.Width,
            [.. Enumerable.Range(0, blackened.PixelCount).Select(i => Enumerable.Range(0, blackened.Channels).Any(channel => blackened.Plane(channel)[i] > 0) ? (byte)1 : (byte)0)]);

    private static KnownMask RowsWhere(ImageBuffer clean, Func<int, bool> isLost) =>
        new(clean.Height, clean.Width, [.. Enumerable.Range(0, clean.PixelCount).Select(i => isLost(i / clean.Width) ? (byte)0 : (byte)1)]);
}
