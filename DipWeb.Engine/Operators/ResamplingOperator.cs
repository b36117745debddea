using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Engine.Operators;

/// <summary>A camera with too few pixels: Lanczos2 filtering, then sampling at a lower rate, in both directions, each channel alone.</summary>
/// <remarks>
/// For p result pixels to q measured ones there are q kernels, one for each place of a measured pixel between two result pixels; a
/// convolution of stride p with q outputs gives them all, and interleaving puts them in order. Source of the kernel: the Downsampler
/// of the original deep-image-prior code with kernel lanczos2 and phase 0.5, to which this is equal for whole factors. A CPU computes it in 64 bits, for
/// which libtorch has a form of its own: that for 32 bits has a wrong gradient of few channels on some processors (docs/adr/0021).
/// </remarks>
public sealed class ResamplingOperator : DegradationOperator
{
    private readonly int _stride;
    private readonly int _phases;
    private readonly int _before;
    private readonly int _after;
    private readonly Tensor _horizontal; // qx1x1xK
    private readonly Tensor _vertical; // qx1xKx1

    /// <summary>Creates the operator.</summary>
    /// <param name="factor">Result pixels to measured pixels, more than 1.</param>
    public ResamplingOperator(Ratio factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(factor.Value, 1, nameof(factor));
        var kernel = new LanczosKernel(factor);
        (_stride, _phases, _before, _after) = (factor.Numerator, factor.Denominator, kernel.Before, kernel.After);
        using var scope = torch.NewDisposeScope();
        var taps = torch.tensor(kernel.Taps, [_phases, 1, 1, kernel.Length])
            .to(ComputeDevice.Kind == DeviceKind.Cpu ? torch.ScalarType.Float64 : torch.ScalarType.Float32, ComputeDevice.Current);
        _horizontal = taps.clone().DetachFromDisposeScope();
        _vertical = taps.view(_phases, 1, kernel.Length, 1).clone().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean)
    {
        var (channels, height, width) = (clean.shape[1], clean.shape[2], clean.shape[3]);
        var (rows, columns) = (height / _stride * _phases, width / _stride * _phases);
        var planes = clean.reshape(channels, 1, height, width).to(_horizontal.dtype);
        var padded = Border.Replicate(planes, _before, _after, _before, _after);
        var narrow = Interleave(torch.nn.functional.conv2d(padded, _horizontal, strides: [1, _stride]), columns, [0, 2, 3, 1]);
        var small = torch.nn.functional.conv2d(narrow, _vertical, strides: [_stride, 1]);
        return Interleave(small, columns, [0, 2, 1, 3]).view(1, channels, rows, columns).to(clean.dtype);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _horizontal.Dispose();
        _vertical.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Cxqxhxw to Cx1x... with the phases moved behind the dimension they belong to.</summary>
    private Tensor Interleave(Tensor phased, long columns, long[] order) => _phases == 1
        ? phased
        : phased.permute(order).reshape(phased.shape[0], 1, -1, columns);
}
