using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>A block of 8x8, smaller at the right and lower border, with the pixels in it that have a certain value.</summary>
internal readonly record struct MarkedBlock
{
    /// <summary>Rows and columns of a whole block.</summary>
    public const int Side = 8;

    private int Top { get; init; }

    private int Left { get; init; }

    private int Rows { get; init; }

    private int Columns { get; init; }

    /// <summary>Pixels of the value.</summary>
    public int Marked { get; private init; }

    /// <summary>All pixels.</summary>
    public int Pixels => Rows * Columns;

    /// <summary>Changes between marked and unmarked neighbours of a row.</summary>
    public int ChangesX { get; private init; }

    /// <summary>The same in the columns.</summary>
    public int ChangesY { get; private init; }

    /// <summary>Mean distance of the unmarked pixels from the value.</summary>
    public double Distance { get; private init; }

    /// <summary>Standard deviation of that distance.</summary>
    public double Deviation { get; private init; }

    /// <summary>Whether there are marked pixels and others.</summary>
    public bool IsMixed => Marked > 0 && Marked < Pixels;

    /// <summary>The changes that as many marks would make if they were drawn at random.</summary>
    public double ExpectedChangesX => ChangeOfPair * Rows * (Columns - 1);

    /// <summary>The same in the columns.</summary>
    public double ExpectedChangesY => ChangeOfPair * (Rows - 1) * Columns;

    private double ChangeOfPair => 2.0 * Marked * (Pixels - Marked) / ((double)Pixels * (Pixels - 1));

    /// <summary>Measures the block whose upper left pixel is (left, top).</summary>
    /// <param name="mask">0 where the picture has the value.</param>
    /// <param name="picture">The measurement.</param>
    /// <param name="value">The value.</param>
    /// <param name="top">First row.</param>
    /// <param name="left">First column.</param>
    public static MarkedBlock At(KnownMask mask, ImageBuffer picture, double value, int top, int left)
    {
        var (bottom, right) = (Math.Min(top + Side, picture.Height), Math.Min(left + Side, picture.Width));
        var (marked, changesX, changesY, sum, square) = (0, 0, 0, 0.0, 0.0);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var distance = mask[y, x] ? DistanceOf(picture, y, x, value) : 0;
                sum += distance;
                square += distance * distance;
                marked += mask[y, x] ? 0 : 1;
                changesX += x > left && mask[y, x] != mask[y, x - 1] ? 1 : 0;
                changesY += y > top && mask[y, x] != mask[y - 1, x] ? 1 : 0;
            }
        }

        var unmarked = Math.Max(((bottom - top) * (right - left)) - marked, 1);
        var mean = sum / unmarked;
        return new MarkedBlock
        {
            Top = top,
            Left = left,
            Rows = bottom - top,
            Columns = right - left,
            Marked = marked,
            ChangesX = changesX,
            ChangesY = changesY,
            Distance = mean,
            Deviation = Math.Sqrt(Math.Max((square / unmarked) - (mean * mean), 0)),
        };
    }

    /// <summary>How many pixels, marked ones included, are within that distance of the value.</summary>
    public int CountWithin(double distance, ImageBuffer picture, double value)
    {
        var count = 0;
        for (var y = Top; y < Top + Rows; y++)
        {
            for (var x = Left; x < Left + Columns; x++)
            {
                count += DistanceOf(picture, y, x, value) < distance ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>Mean |sample - value| over the channels.</summary>
    private static double DistanceOf(ImageBuffer picture, int y, int x, double value)
    {
        var sum = 0.0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            sum += Math.Abs(picture[channel, y, x] - value);
        }

        return sum / picture.Channels;
    }
}
