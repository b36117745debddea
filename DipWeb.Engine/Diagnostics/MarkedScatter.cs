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
    private const int Side = 8;
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
        var blocks = new List<Block>();
        var (horizontal, vertical, expectedHorizontal, expectedVertical) = (0.0, 0.0, 0.0, 0.0);
        var mixed = 0;
        for (var top = 0; top < picture.Height; top += Side)
        {
            for (var left = 0; left < picture.Width; left += Side)
            {
                var (bottom, right) = (Math.Min(top + Side, picture.Height), Math.Min(left + Side, picture.Width));
                var pixels = (bottom - top) * (right - left);
                var (marked, changesX, changesY, distance, square) = (0, 0, 0, 0.0, 0.0);
                for (var y = top; y < bottom; y++)
                {
                    for (var x = left; x < right; x++)
                    {
                        changesX += x > left && mask[y, x] != mask[y, x - 1] ? 1 : 0;
                        changesY += y > top && mask[y, x] != mask[y - 1, x] ? 1 : 0;
                        var away = mask[y, x] ? Distance(picture, y, x, value) : 0;
                        marked += mask[y, x] ? 0 : 1;
                        distance += away;
                        square += away * away;
                    }
                }

                if (marked < pixels)
                {
                    var mean = distance / (pixels - marked);
                    blocks.Add(new Block(top, left, mean, Math.Sqrt(Math.Max((square / (pixels - marked)) - (mean * mean), 0)), marked, pixels));
                }

                if (marked > 0 && marked < pixels)
                {
                    mixed++;
                    var change = 2.0 * marked * (pixels - marked) / ((double)pixels * (pixels - 1));
                    horizontal += changesX;
                    vertical += changesY;
                    expectedHorizontal += change * (bottom - top) * (right - left - 1);
                    expectedVertical += change * (bottom - top - 1) * (right - left);
                }
            }
        }

        blocks.Sort((a, b) => a.Distance.CompareTo(b.Distance));
        var (like, unlike) = (blocks[..(blocks.Count * 2 / 3)], blocks[(blocks.Count * 2 / 3)..]);
        var count = ((picture.Height + Side - 1) / Side) * ((picture.Width + Side - 1) / Side);
        return new MarkedScatter(
            mask.HoleShare,
            (double)mixed / count,
            Ratio(horizontal, expectedHorizontal),
            Ratio(vertical, expectedVertical),
            Ratio(MarkedShare(unlike), MarkedShare(like)),
            unlike.Sum(block => block.Marked) / (1.0 + CountNear(unlike, picture, value)));
    }

    /// <summary>How many unmarked pixels of the blocks are within one usual deviation of the value.</summary>
    private static int CountNear(List<Block> blocks, ImageBuffer picture, double value)
    {
        var near = Math.Max(OrderStatistics.Median([.. blocks.Select(block => (float)block.Deviation)]), LeastNear);
        var count = 0;
        foreach (var block in blocks)
        {
            for (var y = block.Top; y < Math.Min(block.Top + Side, picture.Height); y++)
            {
                for (var x = block.Left; x < Math.Min(block.Left + Side, picture.Width); x++)
                {
                    count += Distance(picture, y, x, value) < near ? 1 : 0;
                }
            }
        }

        return count - blocks.Sum(block => block.Marked);
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    private static double MarkedShare(List<Block> blocks) => Ratio(blocks.Sum(block => block.Marked), blocks.Sum(block => block.Pixels));

    /// <summary>Mean |sample - value| over the channels.</summary>
    private static double Distance(ImageBuffer picture, int y, int x, double value)
    {
        var sum = 0.0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            sum += Math.Abs(picture[channel, y, x] - value);
        }

        return sum / picture.Channels;
    }

    /// <param name="Top">First row.</param>
    /// <param name="Left">First column.</param>
    /// <param name="Distance">Mean distance of the unmarked pixels from the value.</param>
    /// <param name="Deviation">Standard deviation of that distance.</param>
    /// <param name="Marked">Pixels of the value.</param>
    /// <param name="Pixels">All pixels.</param>
    private readonly record struct Block(int Top, int Left, double Distance, double Deviation, int Marked, int Pixels);
}
