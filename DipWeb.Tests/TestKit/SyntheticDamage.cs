using DipWeb.Engine.Imaging;

namespace DipWeb.Tests.TestKit;

/// <summary>Damages drawn by formula, the same on every machine. Samples are rounded to 8 bits, as in a file.</summary>
internal static class SyntheticDamage
{
    /// <summary>Independent Gaussian noise, clipped to [0, 1].</summary>
    public static ImageBuffer Noise(ImageBuffer clean, double deviation) =>
        Each(clean, (sample, i) => sample + (float)(deviation * Normal(i)));

    /// <summary>Noise whose variance is gain * sample, clipped to [0, 1].</summary>
    public static ImageBuffer NoiseOfPhotons(ImageBuffer clean, double gain) =>
        Each(clean, (sample, i) => sample + (float)(Math.Sqrt(gain * Math.Max(sample, 0)) * Normal(i)));

    /// <summary>Noise that two neighbouring columns and two neighbouring rows share.</summary>
    public static ImageBuffer BlotchyNoise(ImageBuffer clean, double deviation) =>
        Each(clean, (sample, i) => sample + (float)(deviation / 2 * (Normal(i) + Normal(i + 1) + Normal(i + clean.Width) + Normal(i + clean.Width + 1))));

    /// <summary>Pixels of one value in all channels.</summary>
    public static ImageBuffer Lost(ImageBuffer clean, double share, float value) =>
        Each(clean, (sample, i) => Uniform(i % clean.PixelCount) < share ? value : sample);

    /// <summary>Samples that are 0 or 1, each channel hit alone.</summary>
    public static ImageBuffer SaltAndPepper(ImageBuffer clean, double share) =>
        Each(clean, (sample, i) => Uniform(i) < share ? MathF.Round((float)Uniform(i + Other)) : sample);

    /// <summary>Rows of one value, black first.</summary>
    public static ImageBuffer BlackRows(ImageBuffer clean, Func<int, bool> isLost) =>
        Each(clean, (sample, i) => isLost(i / clean.Width % clean.Height) ? 0 : sample);

    /// <summary>Rows moved to the right, their ends repeated.</summary>
    public static ImageBuffer Shifted(ImageBuffer clean, Func<int, int> shift) => SyntheticImages.Filled(
        clean.Channels, clean.Height, clean.Width, (c, y, x) => clean[c, y, Math.Clamp(x - shift(y), 0, clean.Width - 1)]);

    /// <summary>Blocks of 8x8 that hold their mean.</summary>
    public static ImageBuffer Blocks(ImageBuffer clean) => SyntheticImages.Filled(
        clean.Channels, clean.Height, clean.Width, (c, y, x) => clean[c, Math.Min((y / 8 * 8) + 4, clean.Height - 1), Math.Min((x / 8 * 8) + 4, clean.Width - 1)]);

    /// <summary>In [0, 1), by the mixing steps of SplitMix64.</summary>
    public static double Uniform(int index)
    {
        var z = (ulong)(index + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    private const int Other = 1 << 24;

    /// <summary>Box and Muller.</summary>
    private static double Normal(int index) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(index + (2 * Other)))) * Math.Cos(2 * Math.PI * Uniform(index + (3 * Other)));

    private static ImageBuffer Each(ImageBuffer picture, Func<float, int, float> change)
    {
        var samples = picture.ToArray();
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = MathF.Round(Math.Clamp(change(samples[i], i), 0, 1) * 255) / 255;
        }

        return new ImageBuffer(picture.Channels, picture.Height, picture.Width, samples);
    }
}
