using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Operators;

/// <summary>A camera with too few pixels: Lanczos2 filtering, then every f-th sample, in both directions, each channel alone.</summary>
public sealed class DownsamplingOperator : DegradationOperator
{
    private readonly int _factor;
    private readonly int _padding;
    private readonly Tensor _horizontal; // 1x1x1xK
    private readonly Tensor _vertical; // 1x1xKx1

    /// <summary>Creates the operator.</summary>
    /// <param name="factor">2, 3, 4 or 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another factor.</exception>
    public DownsamplingOperator(int factor)
    {
        if (factor is not (2 or 3 or 4 or 8))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The scale factor is 2, 3, 4 or 8.");
        }

        _factor = factor;
        _padding = LanczosKernel.Padding(factor);
        using var scope = torch.NewDisposeScope();
        var taps = torch.tensor(LanczosKernel.Taps(factor)).to(ComputeDevice.Current);
        _horizontal = taps.view(1, 1, 1, -1).clone().DetachFromDisposeScope();
        _vertical = taps.view(1, 1, -1, 1).clone().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean)
    {
        var (channels, height, width) = (clean.shape[1], clean.shape[2], clean.shape[3]);
        var planes = clean.reshape(channels, 1, height, width);
        var padded = torch.nn.functional.pad(planes, (_padding, _padding, _padding, _padding), PaddingModes.Replicate);
        var narrow = torch.nn.functional.conv2d(padded, _horizontal, strides: [1, _factor]);
        var small = torch.nn.functional.conv2d(narrow, _vertical, strides: [_factor, 1]);
        return small.view(1, channels, height / _factor, width / _factor);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _horizontal.Dispose();
        _vertical.Dispose();
        base.Dispose(disposing);
    }
}
