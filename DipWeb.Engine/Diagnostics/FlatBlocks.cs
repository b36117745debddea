using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>The blocks of 8x8 in which a picture has the least structure: what varies there is mostly noise.</summary>
internal sealed class FlatBlocks
{
    private const int Side = 8;
    private const double FlattestShare = 0.1;
    private const int Bins = 10;
    private const int MinBlocksInBin = 12;
    private const double MinRange = 0.25;

    private readonly List<FlatBlock> _blocks;

    private FlatBlocks(List<FlatBlock> blocks)
    {
        blocks.Sort((a, b) => a.Variance.CompareTo(b.Variance));
        _blocks = blocks;
    }

    /// <summary>Standard deviation in the flattest tenth.</summary>
    public double Deviation => Math.Sqrt(Flattest.Select(block => block.Variance).DefaultIfEmpty().Average());

    /// <summary>Mean correlation of horizontal and vertical neighbours in the flattest tenth.</summary>
    public double Correlation => Flattest.Sum(block => block.Variance) is var variance && variance > 0 ? Flattest.Sum(block => block.Lag) / variance : 0;

    private IEnumerable<FlatBlock> Flattest => _blocks.Take((int)Math.Ceiling(FlattestShare * _blocks.Count));

    /// <summary>Measures every whole block that is neither constant nor clipped.</summary>
    public static FlatBlocks In(ImageBuffer picture)
    {
        var blocks = new List<FlatBlock>();
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            for (var y = 0; y + Side <= picture.Height; y += Side)
            {
                for (var x = 0; x + Side <= picture.Width; x += Side)
                {
                    var block = FlatBlock.At(picture, channel, y, x, Side);
                    if (block.Variance > 0)
                    {
                        blocks.Add(block);
                    }
                }
            }
        }

        return new FlatBlocks(blocks);
    }

    /// <summary>How the variance of the noise grows with the brightness; see <see cref="NoiseProfile.Growth"/>.</summary>
    /// <param name="deviation">Noise overall: nearer than 1.5 of it to black or white, clipping takes variance away.</param>
    public double Growth(double deviation)
    {
        var points = new List<(double Mean, double Variance)>();
        var margin = 1.5 * deviation;
        foreach (var bin in _blocks.Where(block => block.Mean > margin && block.Mean < 1 - margin).GroupBy(block => (int)(block.Mean * Bins)))
        {
            // The blocks come in the order of their variance, so these are the flattest of this brightness.
            var flat = bin.Take(Math.Max(bin.Count() / 4, MinBlocksInBin / 2)).ToList();
            if (bin.Count() >= MinBlocksInBin)
            {
                points.Add((flat.Average(block => block.Mean), flat.Average(block => block.Noise)));
            }
        }

        if (points.Count < 3 || points.Max(point => point.Mean) - points.Min(point => point.Mean) < MinRange)
        {
            return 0;
        }

        var (centre, level) = (points.Average(point => point.Mean), points.Average(point => point.Variance));
        var slope = points.Sum(point => (point.Mean - centre) * (point.Variance - level))
            / points.Sum(point => (point.Mean - centre) * (point.Mean - centre));
        var bright = level + (slope * (0.75 - centre));
        return bright > 0 ? Math.Clamp(slope * 0.5 / bright, -1, 1) : 0;
    }
}
