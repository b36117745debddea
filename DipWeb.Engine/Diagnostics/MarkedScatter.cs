using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>How the pixels of one value lie in a picture: strewn at random, or together as the picture's own dark or bright regions do.</summary>
/// <param name="Share">Share of the picture that has the value, in [0, 1].</param>
/// <param name="MixedShare">Share of the blocks that have marked pixels and others.</param>
/// <param name="Horizontal">Changes between neighbours of a row inside the mixed blocks over the number that chance gives; 1 = strewn.</param>
/// <param name="Vertical">The same inside the columns.</param>
/// <param name="Evenness">Share of the value in the half of the blocks least like it over its share in the other half.</param>
internal readonly record struct MarkedScatter(double Share, double MixedShare, double Horizontal, double Vertical, double Evenness)
{
    private const int Side = 8;

    /// <summary>
    /// Strewn, and as often where the picture is far from the value as where it is near; noise that was clipped reaches the
    /// value only from nearby.
    /// </summary>
    public bool IsLoss => Share >= 0.02 && MixedShare >= 0.4 && Math.Min(Horizontal, Vertical) >= 0.75 && Evenness >= 0.4;

    /// <summary>Looks at blocks of 8x8.</summary>
    /// <param name="mask">0 where the picture has the value.</param>
    /// <param name="picture">The measurement.</param>
    /// <param name="value">The value.</param>
    public static MarkedScatter Of(KnownMask mask, ImageBuffer picture, double value)
    {
        var blocks = new List<(double Distance, int Marked, int Pixels)>();
        var (horizontal, vertical, expectedHorizontal, expectedVertical) = (0.0, 0.0, 0.0, 0.0);
        var mixed = 0;
        for (var top = 0; top < picture.Height; top += Side)
        {
            for (var left = 0; left < picture.Width; left += Side)
            {
                var (bottom, right) = (Math.Min(top + Side, picture.Height), Math.Min(left + Side, picture.Width));
                var pixels = (bottom - top) * (right - left);
                var (marked, changesX, changesY, distance) = (0, 0, 0, 0.0);
                for (var y = top; y < bottom; y++)
                {
                    for (var x = left; x < right; x++)
                    {
                        changesX += x > left && mask[y, x] != mask[y, x - 1] ? 1 : 0;
                        changesY += y > top && mask[y, x] != mask[y - 1, x] ? 1 : 0;
                        marked += mask[y, x] ? 0 : 1;
                        distance += mask[y, x] ? Distance(picture, y, x, value) : 0;
                    }
                }

                if (marked < pixels)
                {
                    blocks.Add((distance / (pixels - marked), marked, pixels));
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

        var count = ((picture.Height + Side - 1) / Side) * ((picture.Width + Side - 1) / Side);
        return new MarkedScatter(
            mask.HoleShare,
            (double)mixed / count,
            expectedHorizontal > 0 ? horizontal / expectedHorizontal : 0,
            expectedVertical > 0 ? vertical / expectedVertical : 0,
            EvennessOf(blocks));
    }

    private static double EvennessOf(List<(double Distance, int Marked, int Pixels)> blocks)
    {
        blocks.Sort((a, b) => a.Distance.CompareTo(b.Distance));
        var near = ShareIn(blocks[..(blocks.Count / 2)]);
        return near > 0 ? ShareIn(blocks[(blocks.Count / 2)..]) / near : 0;
    }

    private static double ShareIn(List<(double Distance, int Marked, int Pixels)> blocks) =>
        blocks.Count == 0 ? 0 : (double)blocks.Sum(block => block.Marked) / blocks.Sum(block => block.Pixels);

    private static double Distance(ImageBuffer picture, int y, int x, double value)
    {
        var sum = 0.0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            sum += Math.Abs(picture[channel, y, x] - value);
        }

        return sum;
    }
}
