using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>How unlike two rows are.</summary>
internal static class RowDistance
{
    /// <summary>Mean |a - b| over the samples of both rows, in samples.</summary>
    public static double Between(ImageBuffer picture, int a, int b)
    {
        var sum = 0.0;
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var first = picture.Plane(channel).Slice(a * picture.Width, picture.Width);
            var second = picture.Plane(channel).Slice(b * picture.Width, picture.Width);
            for (var x = 0; x < first.Length; x++)
            {
                sum += Math.Abs(first[x] - second[x]);
            }
        }

        return sum / (picture.Channels * picture.Width);
    }
}
