using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>How the pixels of one value lie in a picture: strewn at random, or together as the picture's own dark or bright regions do.</summary>
/// <param name="Share">Share of the picture that has the value, in [0, 1].</param>
/// <param name="MixedShare">Share of the blocks that have marked pixels and others.</param>
/// <param name="Horizontal">Changes between neighbours of a row inside the mixed blocks over the number that chance gives; 1 = strewn.</param>
/// <param name="Vertical">The same inside the columns.</param>
/// <param name="Evenness">Share of the value in the third of the blocks least like it over its share in the others.</param>
/// <param name="Gap">In that third, pixels of the value over pixels that only come near it.</param>
internal readonly record struct MarkedScatter(double Share, double MixedShare, double Horizontal, double Vertical, double Evenness, double Gap)
{
    private const double LeastNear = 15 / 255.0;

    /// <summary>Strewn, about as often where the picture is far from the value as where it is near.</summary>
    public bool IsStrewn => MixedShare >= 0.25 && Math.Min(Horizontal, Vertical) >= 0.75 && Evenness >= 0.4;

    /// <summary>
    /// Strewn over the most of the picture and without the values between; noise that was clipped reaches the value only
    /// from nearby.
    /// </summary>
    public bool IsLoss => IsStrewn && Share >= 0.02 && MixedShare >= 0.4 && Gap >= 1.5;

    /// <summary>Looks at blocks of 8x8.</summary>
    /// <param name="mask">0 where the picture has the value.</param>
    /// <param name="picture">The measurement.</param>
    /// <param name="value">The value.</param>
    public static MarkedScatter Of(KnownMask mask, ImageBuffer picture, double value)
    {
        var blocks = new List<MarkedBlock>();
        for (var top = 0; top < picture.Height; top += MarkedBlock.Side)
        {
            for (var left = 0; left < picture.Width; left += MarkedBlock.Side)
            {
                blocks.Add(MarkedBlock.At(mask, picture, value, top, left));
            }
        }

        var mixed = blocks.Where(block => block.IsMixed).ToList();
        var measured = blocks.Where(block => block.Marked < block.Pixels).OrderBy(block => block.Distance).ToList();
        var (like, unlike) = (measured[..(measured.Count * 2 / 3)], measured[(measured.Count * 2 / 3)..]);
        return new MarkedScatter(
            mask.HoleShare,
            (double)mixed.Count / blocks.Count,
            Ratio(mixed.Sum(block => block.ChangesX), mixed.Sum(block => block.ExpectedChangesX)),
            Ratio(mixed.Sum(block => block.ChangesY), mixed.Sum(block => block.ExpectedChangesY)),
            Ratio(MarkedShare(unlike), MarkedShare(like)),
            unlike.Sum(block => block.Marked) / (1.0 + CountNear(unlike, picture, value)));
    }

    /// <summary>How many unmarked pixels of these blocks are within one usual deviation of the value.</summary>
    private static int CountNear(List<MarkedBlock> blocks, ImageBuffer picture, double value)
    {
        var near = Math.Max(OrderStatistics.Median([.. blocks.Select(block => (float)block.Deviation)]), LeastNear);
        return blocks.Sum(block => block.CountWithin(near, picture, value) - block.Marked);
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    private static double MarkedShare(List<MarkedBlock> blocks) => Ratio(blocks.Sum(block => block.Marked), blocks.Sum(block => block.Pixels));
}
