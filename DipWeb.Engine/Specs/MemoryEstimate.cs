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

    /// <summary>Bytes at the peak of a run.</summary>
    /// <param name="spec">What is fitted.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static long PeakBytes(RestorationSpec spec, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var generator = Math.Max(spec.Network.ChannelsPerPixel, spec.HoleNetwork?.ChannelsPerPixel ?? 0); // the mask decides
        var channels = generator + (spec.HasTwoViews ? TwoViewChannels : 0);
        return Base + (long)(channels * BytesPerChannel * width * height);
    }
}
