using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>The 8x8 grid that strong JPEG compression leaves.</summary>
public static class Blockiness
{
    private const int Side = 8;

    /// <summary>A tenth of a grey level of 8 bits, so that a flat inside gives no infinite ratio.</summary>
    private const double Least = 0.1 / 255;

    /// <summary>
    /// Mean difference of neighbours across the borders of the blocks over that inside the blocks, grid from the upper left
    /// corner: about 1 without a grid, more with one. Differences count up to 0.1, so that a few edges do not decide.
    /// </summary>
    /// <param name="picture">The measurement; below 16 pixels on either side the answer is 1.</param>
    public static double Of(ImageBuffer picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Height < 2 * Side || picture.Width < 2 * Side)
        {
            return 1;
        }

        var (border, borders, inside, insides) = (0.0, 0L, 0.0, 0L);
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            for (var y = 1; y < picture.Height; y++)
            {
                for (var x = 1; x < picture.Width; x++)
                {
                    var sample = picture[channel, y, x];
                    Count(x, Math.Abs(sample - picture[channel, y, x - 1]));
                    Count(y, Math.Abs(sample - picture[channel, y - 1, x]));
                }
            }
        }

        return ((border / borders) + Least) / ((inside / insides) + Least);

        void Count(int position, double difference)
        {
            var counted = Math.Min(difference, 0.1);
            if (position % Side == 0)
            {
                border += counted;
                borders++;
            }
            else
            {
                inside += counted;
                insides++;
            }
        }
    }
}
