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
        for (var corner = 0; corner < clean.PixelCount; corner += corner % clean.Width + block == clean.Width ? ((block - 1) * clean.Width) + block : block)
        {
            int[] places = [.. Enumerable.Range(0, block * block).Select(i => corner + (i / block * clean.Width) + (i % block))];
            var shuffled = places.OrderBy(place => numbers[place]).ToArray();
            for (var channel = 0; channel < clean.Channels; channel++)
            {
                for (var i = 0; i < places.Length; i++)
                {
                    samples[(channel * clean.PixelCount) + places[i]] = clean.Plane(channel)[shuffled[i]];
                }
            }
        }

        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, samples);
    }
}
