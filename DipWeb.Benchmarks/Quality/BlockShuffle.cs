using DipWeb.Engine.Imaging;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Pixels that changed their places within small blocks.</summary>
internal static class BlockShuffle
{
    /// <summary>The pixels of each block, laid down in any order.</summary>
    /// <param name="clean">The picture; its sides are multiples of the block's.</param>
    /// <param name="block">Side of the blocks, pixels.</param>
    public static ImageBuffer Of(ImageBuffer clean, int block)
    {
        var samples = clean.ToArray();
        var numbers = UniformNumbers.Draw(clean.PixelCount);
        foreach (var places in Enumerable.Range(0, clean.PixelCount).GroupBy(place => (place / clean.Width / block, place % clean.Width / block)))
        {
            foreach (var (place, source) in places.Zip(places.OrderBy(place => numbers[place])))
            {
                for (var channel = 0; channel < clean.Channels; channel++)
                {
                    samples[(channel * clean.PixelCount) + place] = clean.Plane(channel)[source];
                }
            }
        }

        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, samples);
    }
}
