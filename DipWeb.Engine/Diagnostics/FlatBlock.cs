using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>One block of one channel, after the plane that fits it best is taken away.</summary>
/// <param name="Mean">Its brightness.</param>
/// <param name="Variance">Of what remains.</param>
/// <param name="Lag">Mean product of what remains at horizontal and vertical neighbours.</param>
/// <param name="Noise">Variance from its diagonal details, which structure reaches least.</param>
internal readonly record struct FlatBlock(double Mean, double Variance, double Lag, double Noise)
{
    private const int PlaneUnknowns = 3;

    /// <summary>Measures the square block whose upper left corner is (x, y).</summary>
    public static FlatBlock At(ImageBuffer picture, int channel, int y, int x, int side)
    {
        var (mean, slopeX, slopeY, moment) = (0.0, 0.0, 0.0, 0.0);
        var centre = (side - 1) / 2.0;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var sample = picture[channel, y + row, x + column];
                mean += sample;
                slopeX += (column - centre) * sample;
                slopeY += (row - centre) * sample;
                moment += (column - centre) * (column - centre);
            }
        }

        mean /= side * side;
        Span<double> rest = stackalloc double[side * side];
        for (var i = 0; i < rest.Length; i++)
        {
            var (row, column) = Math.DivRem(i, side);
            rest[i] = picture[channel, y + row, x + column] - mean - (((column - centre) * slopeX) + ((row - centre) * slopeY)) / moment;
        }

        var (square, lag, diagonal) = (0.0, 0.0, 0.0);
        for (var i = 0; i < rest.Length; i++)
        {
            var (row, column) = Math.DivRem(i, side);
            square += rest[i] * rest[i];
            lag += column > 0 ? rest[i] * rest[i - 1] : 0;
            lag += row > 0 ? rest[i] * rest[i - side] : 0;
            if (row % 2 == 1 && column % 2 == 1)
            {
                var detail = (rest[i] - rest[i - 1] - rest[i - side] + rest[i - side - 1]) / 2;
                diagonal += detail * detail;
            }
        }

        return new FlatBlock(mean, square / (rest.Length - PlaneUnknowns), lag / (2 * side * (side - 1)), diagonal / (rest.Length / 4));
    }
}
