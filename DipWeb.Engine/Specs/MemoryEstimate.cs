using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Specs;

/// <summary>How much memory a run will take, told before it starts.</summary>
/// <remarks>
/// Peak resident memory of the compute process was measured on a CPU for the networks at 256, 512 and 1024 pixels a side (docs/speed.md); the constants are
/// fitted to those readings, which they meet within a fifth; the same run differs by as much from one time to the next. Bytes a channel of a pixel are 4 a value times the tensors of a scale that are alive at once, and the gaps between them.
/// On a GPU they are counted the same, which is too few: it was seen to take up to 1.6 times as many and some hundred megabytes besides. What a job may use there is set lower for it.
/// </remarks>
public static class MemoryEstimate
{
    private const double TwoViewChannels = 14; // what the two-view denoiser leaves behind
    private const double BytesPerPixelOfLooks = 1300; // of a stop rule that estimates the error: dozens of pictures on the way, and what they leave between the others
    private const long Base = 340L << 20; // the runtime, libtorch and the pictures
    private const long BytesPerPixelAround = 76; // of the whole picture, where regions are computed: read, completed and written

    /// <summary>Bytes at the peak of a run.</summary>
    /// <param name="spec">What is fitted.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="regions">The parts that are computed, one after another; null or none for all of it.</param>
    public static long PeakBytes(RestorationSpec spec, int width, int height, IReadOnlyList<RegionOfInterest>? regions = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var perPixel = BytesPerPixel(spec);
        return regions is { Count: > 0 }
            ? Base + (long)(perPixel * regions.Max(region => region.PixelCount)) + (BytesPerPixelAround * width * height)
            : Base + (long)(perPixel * width * height);
    }

    /// <summary>The largest picture of these proportions that fits into some memory; null where none does that is worth it.</summary>
    /// <param name="spec">What is fitted.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="bytes">What may be used.</param>
    public static (int Width, int Height)? LargestWithin(RestorationSpec spec, int width, int height, long bytes)
    {
        ArgumentNullException.ThrowIfNull(spec);
        const int Smallest = 64; // pixels of the shorter side
        var share = Math.Sqrt(Math.Max(0, bytes - Base) / BytesPerPixel(spec) / ((double)width * height));
        var (fittingWidth, fittingHeight) = ((int)Math.Min(width, width * share), (int)Math.Min(height, height * share));
        return Math.Min(fittingWidth, fittingHeight) >= Smallest ? (fittingWidth, fittingHeight) : null;
    }

    private static double BytesPerPixel(RestorationSpec spec)
    {
        var generator = Math.Max(BytesPerPixel(spec.Network), spec.HoleNetwork is { } wide ? BytesPerPixel(wide) : 0); // the mask decides
        return generator + (spec.HasTwoViews ? TwoViewChannels * BytesPerChannel(spec.Network) : 0) + (spec.EstimatesItsError ? BytesPerPixelOfLooks : 0);
    }

    private static double BytesPerPixel(NetworkSpec network) => network is LayeredSpec layers
        ? (2 * BytesPerPixel(layers.Picture)) + BytesPerPixel(layers.Opacity)
        : network.ChannelsPerPixel * BytesPerChannel(network);

    private static double BytesPerChannel(NetworkSpec network) => network switch
    {
        HourglassSpec { ConvolvesBeforeUpsampling: false } => 92,
        HourglassSpec => 70,
        _ => 50,
    };
}
