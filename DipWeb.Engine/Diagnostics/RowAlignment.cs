using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Shifts of rows, each in turn fitted to its neighbours as they stand.</summary>
internal sealed class RowAlignment
{
    private const int MaxHalfPixels = 32;
    private const int Reach = 4;

    /// <summary>A move must lower the distance by this much, for noise and edges always lower it by a little.</summary>
    private const double Gain = 0.92;

    private readonly ImageBuffer _picture;
    private readonly int _reach;
    private readonly float[] _smooth;
    private readonly float[][] _rows;
    private readonly int[] _shifts;

    public RowAlignment(ImageBuffer picture)
    {
        _picture = picture;
        _smooth = Smooth(picture);
        _reach = Math.Min(MaxHalfPixels, picture.Width / 4 * 2);
        _shifts = new int[picture.Height];
        _rows = [.. Enumerable.Range(0, picture.Height).Select(y => Moved(y, 0))];
    }

    /// <summary>For each row, half pixels to the right of where it belongs.</summary>
    public IReadOnlyList<int> HalfPixels => _shifts;

    /// <summary>Fits every row once.</summary>
    /// <returns>Whether a row moved.</returns>
    public bool Sweep(bool upwards)
    {
        var moved = false;
        for (var i = 0; i < _picture.Height; i++)
        {
            moved |= Fit(upwards ? _picture.Height - 1 - i : i);
        }

        return moved;
    }

    private bool Fit(int y)
    {
        // As many rows above as below, or slanted edges would pull a row at the border, and that row the next one.
        var rows = Math.Min(Reach, Math.Min(y, _picture.Height - 1 - y));
        if (rows == 0)
        {
            return false;
        }

        var target = Neighbours(y, rows);
        var (best, least) = (_shifts[y], Gain * Cost(target, y, _shifts[y]));
        for (var shift = -_reach; shift <= _reach; shift++)
        {
            var cost = Cost(target, y, shift);
            if (cost < least)
            {
                (best, least) = (shift, cost);
            }
        }

        if (best == _shifts[y])
        {
            return false;
        }

        (_shifts[y], _rows[y]) = (best, Moved(y, best));
        return true;
    }

    /// <summary>The mean of the rows on both sides, the nearer ones counting more.</summary>
    private float[] Neighbours(int y, int rows)
    {
        var target = new float[_picture.Channels * _picture.Width];
        var total = 0f;
        for (var row = y - rows; row <= y + rows; row++)
        {
            var weight = row == y ? 0 : 1f / Math.Abs(row - y);
            total += weight;
            for (var i = 0; i < target.Length; i++)
            {
                target[i] += weight * _rows[row][i];
            }
        }

        for (var i = 0; i < target.Length; i++)
        {
            target[i] /= total;
        }

        return target;
    }

    private double Cost(float[] target, int y, int halfPixels)
    {
        var (whole, half) = (halfPixels >> 1, halfPixels & 1);
        var (first, last) = (Math.Max(0, -whole), Math.Min(_picture.Width, _picture.Width - whole - half));
        var sum = 0.0;
        for (var channel = 0; channel < _picture.Channels; channel++)
        {
            var row = _smooth.AsSpan(((channel * _picture.Height) + y) * _picture.Width, _picture.Width);
            var aim = target.AsSpan(channel * _picture.Width, _picture.Width);
            for (var x = first; x < last; x++)
            {
                sum += Math.Abs(aim[x] - ((row[x + whole] + row[x + whole + half]) / 2));
            }
        }

        return sum / (_picture.Channels * (last - first));
    }

    /// <summary>The row moved left by that many half pixels, channel after channel, its ends repeated.</summary>
    private float[] Moved(int y, int halfPixels)
    {
        var (whole, half) = (halfPixels >> 1, halfPixels & 1);
        var row = new float[_picture.Channels * _picture.Width];
        for (var i = 0; i < row.Length; i++)
        {
            var (channel, x) = Math.DivRem(i, _picture.Width);
            var start = ((channel * _picture.Height) + y) * _picture.Width;
            var left = _smooth[start + Math.Clamp(x + whole, 0, _picture.Width - 1)];
            row[i] = (left + _smooth[start + Math.Clamp(x + whole + half, 0, _picture.Width - 1)]) / 2;
        }

        return row;
    }

    /// <summary>
    /// Every row times [1 2 1] / 4. Between two samples the mean of both is taken, which has half of their noise; on smooth
    /// rows that is no longer an advantage.
    /// </summary>
    private static float[] Smooth(ImageBuffer picture)
    {
        var smooth = new float[picture.Samples.Length];
        for (var start = 0; start < smooth.Length; start += picture.Width)
        {
            var row = picture.Samples.Slice(start, picture.Width);
            for (var x = 0; x < row.Length; x++)
            {
                smooth[start + x] = (row[Math.Max(x - 1, 0)] + (2 * row[x]) + row[Math.Min(x + 1, row.Length - 1)]) / 4;
            }
        }

        return smooth;
    }
}
