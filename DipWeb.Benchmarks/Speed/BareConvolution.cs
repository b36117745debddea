using TorchSharp;

namespace DipWeb.Benchmarks.Speed;

/// <summary>One 3x3 convolution of 128 channels, forward and backward: as fast as this machine's library convolves.</summary>
internal static class BareConvolution
{
    private const int Channels = 128;

    /// <summary>Floating-point operations of one turn.</summary>
    /// <param name="side">Of the square features.</param>
    public static double Operations(int side) => 3.0 * 2 * 9 * Channels * Channels * side * side;

    /// <summary>Convolves until told to stop.</summary>
    /// <param name="side">Of the square features.</param>
    /// <param name="next">Called after each turn; false ends.</param>
    public static void Run(int side, Func<bool> next)
    {
        using var features = torch.rand(1, Channels, side, side, device: PlainHourglass.Device).requires_grad_();
        using var weight = torch.rand(Channels, Channels, 3, 3, device: PlainHourglass.Device).requires_grad_();
        using var slope = torch.rand(1, Channels, side, side, device: PlainHourglass.Device);
        do
        {
            using var scope = torch.NewDisposeScope();
            torch.nn.functional.conv2d(features, weight, padding: [1, 1]).backward([slope]);
        }
        while (next());
    }
}
