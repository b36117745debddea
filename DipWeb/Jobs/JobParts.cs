using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;

namespace DipWeb.Jobs;

/// <summary>How a picture is cut before it is computed: in regions around its holes, in tiles where the whole does not fit into the memory, or not at all.</summary>
internal static class JobParts
{
    private const long BesideOnGpu = 1L << 30; // bytes that CUDA and its libraries take themselves

    /// <summary>Bytes that a run may use where nothing else is said: four fifths of the machine's memory, or what a GPU has place for.</summary>
    /// <remarks>Runs are estimated as on a CPU; a GPU was seen to take up to 1.6 times as much, and some hundreds of megabytes besides (docs/speed.md).</remarks>
    /// <param name="deviceMemory">Bytes of the GPU that computes; null for none.</param>
    public static long UsualLimit(long? deviceMemory)
    {
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 5 * 4;
        return deviceMemory is { } bytes ? Math.Min(machine, Math.Max(0, bytes - BesideOnGpu) / 5 * 3) : machine;
    }

    /// <summary>Whether a picture that does not fit into the memory can be cut into tiles.</summary>
    /// <param name="spec">What is to be done.</param>
    /// <param name="hasMask">Whether a mask comes with it.</param>
    public static bool MayBeTiles(RestorationSpec spec, bool hasMask) =>
        spec.CanWorkInTiles && (!hasMask || (spec.FillsWhatItFinds && spec.KnownPixels is not KnownPixels.Impulses)); // those are looked for in each tile, without the mask

    /// <summary>The parts of the result, one after another; none where it is computed at once.</summary>
    /// <param name="spec">What is to be done.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="hasMask">Whether a mask comes with it.</param>
    /// <param name="regions">The regions of the mask.</param>
    /// <param name="bytes">What may be used.</param>
    public static IReadOnlyList<RegionOfInterest> Of(
        RestorationSpec spec, int width, int height, bool hasMask, IReadOnlyList<RegionOfInterest> regions, long bytes)
    {
        if (spec.CanWorkOnARegion)
        {
            return regions;
        }

        var factor = spec.ScaleFactor;
        return MayBeTiles(spec, hasMask) && MemoryEstimate.PeakBytes(spec, factor.Scale(width), factor.Scale(height)) > bytes
            && RegionsOfInterest.Tiles(width, height, factor) is { Count: > 1 } tiles
            ? [.. tiles.Select(tile => tile.Scaled(factor))]
            : [];
    }
}
