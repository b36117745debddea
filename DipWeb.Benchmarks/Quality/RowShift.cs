using DipWeb.Engine.Imaging;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Rows that lost their step, as on a worn tape.</summary>
internal static class RowShift
{
    /// <summary>
    /// The centre of a picture, each row moved sideways by whole pixels. What comes in at a side is what really lies beside
    /// the centre, so that nothing is repeated or made up.
    /// </summary>
    /// <param name="picture">The clean picture, at least <paramref name="reach"/> pixels wider on both sides than its centre.</param>
    /// <param name="side">Side of the square taken from the centre.</param>
    /// <param name="reach">Farthest move; every move from -reach to reach is equally likely.</param>
    public static ImageBuffer OfCentre(ImageBuffer picture, int side, int reach)
    {
        var (left, top) = ((picture.Width - side) / 2, (picture.Height - side) / 2);
        var samples = new float[picture.Channels * side * side];
        var numbers = UniformNumbers.Draw(side);
        for (var y = 0; y < side; y++)
        {
            var shift = (int)(numbers[y] * ((2 * reach) + 1)) - reach;
            for (var channel = 0; channel < picture.Channels; channel++)
            {
                var row = picture.Plane(channel).Slice(((top + y) * picture.Width) + left - shift, side);
                row.CopyTo(samples.AsSpan(((channel * side) + y) * side, side));
            }
        }

        return new ImageBuffer(picture.Channels, side, side, samples);
    }
}
