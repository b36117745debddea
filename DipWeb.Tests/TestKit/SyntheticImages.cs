using DipWeb.Engine.Imaging;

namespace DipWeb.Tests.TestKit;

/// <summary>Small pictures made by formula, the same on every machine.</summary>
internal static class SyntheticImages
{
    public static ImageBuffer Filled(int channels, int height, int width, Func<int, int, int, float> sample)
    {
        var samples = new float[channels * height * width];
        for (var c = 0; c < channels; c++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    samples[(((c * height) + y) * width) + x] = sample(c, y, x);
                }
            }
        }

        return new ImageBuffer(channels, height, width, samples);
    }

    public static ImageBuffer Constant(float value, int channels = 3, int height = 32, int width = 32) =>
        Filled(channels, height, width, (_, _, _) => value);

    /// <summary>Smooth waves with an edge: structure that a convolutional prior fits quickly.</summary>
    public static ImageBuffer Waves(int height = 64, int width = 64, int channels = 3) =>
        Filled(channels, height, width, (c, y, x) =>
            0.5f + (0.2f * MathF.Sin((x + (5 * c)) / 7f)) + (0.2f * MathF.Cos(y / 9f)) + (x > width / 2 ? 0.08f : -0.08f));
}
