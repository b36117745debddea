using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Plain filling of small holes, so that one damage does not hide the others from the eye that looks for them.</summary>
internal static class HoleFilling
{
    private const int MaxReach = 4;

    /// <summary>Each hole takes the median of the known samples around it, from 3x3 up to 9x9; a hole with none keeps its sample.</summary>
    public static ImageBuffer Fill(ImageBuffer picture, KnownMask known)
    {
        var samples = picture.ToArray();
        Span<float> around = stackalloc float[((2 * MaxReach) + 1) * ((2 * MaxReach) + 1)];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                for (var channel = 0; channel < picture.Channels && !known[y, x]; channel++)
                {
                    var count = 0;
                    for (var reach = 1; reach <= MaxReach && count == 0; reach++)
                    {
                        count = Gather(picture, known, channel, y, x, reach, around);
                    }

                    var index = (((channel * picture.Height) + y) * picture.Width) + x;
                    samples[index] = count > 0 ? OrderStatistics.Median(around[..count]) : samples[index];
                }
            }
        }

        return new ImageBuffer(picture.Channels, picture.Height, picture.Width, samples);
    }

    private static int Gather(ImageBuffer picture, KnownMask known, int channel, int y, int x, int reach, Span<float> around)
    {
        var count = 0;
        for (var row = Math.Max(y - reach, 0); row <= Math.Min(y + reach, picture.Height - 1); row++)
        {
            for (var column = Math.Max(x - reach, 0); column <= Math.Min(x + reach, picture.Width - 1); column++)
            {
                if (known[row, column])
                {
                    around[count++] = picture[channel, row, column];
                }
            }
        }

        return count;
    }
}
