using DipWeb.Engine.Imaging;

namespace DipWeb.Benchmarks.Quality;

/// <summary>A share of the samples replaced, each channel for itself, as in the published experiments on impulses.</summary>
internal static class ImpulseNoise
{
    /// <summary>Half of the replaced samples become 0, half 1.</summary>
    /// <param name="clean">The picture.</param>
    /// <param name="share">Probability that a sample is replaced, in (0, 1].</param>
    public static ImageBuffer SaltAndPepper(ImageBuffer clean, double share) => Replace(clean, share, position => position < 0.5 ? 0 : 1);

    /// <summary>The replaced samples become anything in [0, 1], all values alike.</summary>
    /// <param name="clean">The picture.</param>
    /// <param name="share">Probability that a sample is replaced, in (0, 1].</param>
    public static ImageBuffer RandomValues(ImageBuffer clean, double share) => Replace(clean, share, position => position);

    /// <summary>A number below the share replaces; its position between 0 and the share is uniform again and chooses the value.</summary>
    private static ImageBuffer Replace(ImageBuffer clean, double share, Func<float, float> value)
    {
        var samples = clean.ToArray();
        var numbers = UniformNumbers.Draw(samples.Length);
        for (var i = 0; i < samples.Length; i++)
        {
            if (numbers[i] < share)
            {
                samples[i] = value((float)(numbers[i] / share));
            }
        }

        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, samples);
    }
}
