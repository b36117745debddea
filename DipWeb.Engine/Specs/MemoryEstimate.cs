using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Specs;

/// <summary>How much memory a run will take, told before it starts.</summary>
/// <remarks>
/// Peak resident memory of the compute process was measured on a CPU for the three networks at 256, 512 and 1024 pixels a side
/// (docs/speed.md); the constants lie above those readings from 512 pixels a side on. It is for refusing what cannot work, not for accounting.
/// </remarks>
public static class MemoryEstimate
{
    private const double BytesPerChannel = 64; // 4 bytes a value, and 16 tensors of a scale alive at once with their gradients
    private const double TwoViewChannels = 24; // what the two-view denoiser left behind, as measured
    private const long Base = 440L << 20; // the runtime, libtorch and the pictures
    private const long BytesPerPixelAround = 72; // of the whole picture, where a region is computed: read, completed and written

    /// <summary>Bytes at the peak of a run.</summary>
    /// <param name="spec">What is fitted.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="region">The part that is computed; null for all of it.</param>
    public static long PeakBytes(RestorationSpec spec, int width, int height, RegionOfInterest? region = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var perPixel = BytesPerPixel(spec);
        return region is null
            ? Base + (long)(perPixel * width * height)
            : Base + (long)(perPixel * region.Width * region.Height) + (BytesPerPixelAround * width * height);
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
        var generator = Math.Max(spec.Network.ChannelsPerPixel, spec.HoleNetwork?.ChannelsPerPixel ?? 0); // the mask decides
        return BytesPerChannel * (generator + (spec.HasTwoViews ? TwoViewChannels : 0));
    }
}
