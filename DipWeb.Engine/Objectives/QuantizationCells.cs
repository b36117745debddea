using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Engine.Objectives;

/// <summary>The cells of one component's coefficients, and the way of a full-size plane to such coefficients.</summary>
internal sealed class QuantizationCells : IDisposable
{
    private const float LargestSample = 255;
    private const float LevelShift = 128;

    private readonly int _horizontal;
    private readonly int _vertical;
    private readonly long _rows;
    private readonly long _columns;
    private readonly BlockTransform _transform;
    private readonly Tensor _low; // rows x columns, in the order of BlockTransform
    private readonly Tensor _high;

    /// <param name="measurement">The file.</param>
    /// <param name="component">One of its components.</param>
    /// <param name="margin">Share of the cell that is cut off on either side, in [0, 0.5].</param>
    /// <param name="transform">Stays with the caller.</param>
    public QuantizationCells(JpegMeasurement measurement, JpegComponent component, double margin, BlockTransform transform)
    {
        _horizontal = measurement.HorizontalRatio(component);
        _vertical = measurement.VerticalRatio(component);
        _rows = component.BlocksHigh * JpegComponent.BlockSide;
        _columns = component.BlocksWide * JpegComponent.BlockSide;
        _transform = transform;

        // Y counts from 0 to 255 and its coefficients from -128 on, which touches the first one of a block alone. Chroma is around 0 already.
        var shift = component == measurement.Components[0] ? LevelShift * JpegComponent.BlockSide : 0;
        _low = Bounds(component, margin - 0.5, shift);
        _high = Bounds(component, 0.5 - margin, shift);
    }

    /// <summary>Number of coefficients.</summary>
    public long Count => _rows * _columns;

    /// <summary>The sum of the squared distances of the plane's coefficients to their cells, for samples in [0, 1].</summary>
    /// <param name="plane">HxW of the stored picture.</param>
    public Tensor SquaredExcess(Tensor plane)
    {
        var coefficients = _transform.Forward(Sampled(plane));

        // The gradient of |c - P(c)|^2 is 2 (c - P(c)), P being the projection on a box; so P needs no gradient of its own.
        var nearest = coefficients.detach().clamp(_low, _high);
        return (coefficients - nearest).square().sum();
    }

    /// <summary>The plane at the centres of the cells, each sample repeated where the component has a lower resolution.</summary>
    /// <param name="height">Rows of the stored picture.</param>
    /// <param name="width">Columns of the stored picture.</param>
    public Tensor Decode(long height, long width) => Spread((_low + _high) / 2, height, width);

    /// <summary>The smallest change that takes the plane's coefficients into their cells; of whole blocks, exactly.</summary>
    /// <param name="plane">HxW of the stored picture.</param>
    public Tensor Correction(Tensor plane)
    {
        // Averaging n samples and giving a change of the average to each of them undo each other, so this is a projection here too.
        var coefficients = _transform.Forward(Sampled(plane));
        return Spread(coefficients.clamp(_low, _high) - coefficients, plane.shape[0], plane.shape[1]);
    }

    public void Dispose()
    {
        _low.Dispose();
        _high.Dispose();
    }

    /// <summary>The component's samples: extended to whole blocks, and averaged where its resolution is lower.</summary>
    /// <remarks>
    /// As libjpeg does it: to the right the last column is repeated before the averaging, and at the bottom the last averaged row after it.
    /// </remarks>
    private Tensor Sampled(Tensor plane)
    {
        var (height, width) = (plane.shape[0], plane.shape[1]);
        var sampled = Extended(plane.view(1, 1, height, width), height + (height % _vertical), _columns * _horizontal);
        if (_vertical * _horizontal > 1)
        {
            sampled = torch.nn.functional.avg_pool2d(sampled, [_vertical, _horizontal]);
        }

        return Extended(sampled, _rows, _columns).view(_rows, _columns);
    }

    private Tensor Spread(Tensor coefficients, long height, long width) =>
        _transform.Inverse(coefficients).repeat_interleave(_vertical, 0).repeat_interleave(_horizontal, 1).narrow(0, 0, height).narrow(1, 0, width);

    private static Tensor Extended(Tensor plane, long height, long width)
    {
        var (bottom, right) = (height - plane.shape[2], width - plane.shape[3]);
        return bottom == 0 && right == 0 ? plane : Border.Replicate(plane, 0, right, 0, bottom);
    }

    private Tensor Bounds(JpegComponent component, double offset, float shift)
    {
        using var scope = torch.NewDisposeScope();
        var side = JpegComponent.BlockSide;
        var bounds = new float[component.Coefficients.Length];
        for (var i = 0; i < bounds.Length; i++)
        {
            var place = i % component.Quantization.Length;
            var value = component.Quantization[place] * (component.Coefficients[i] + offset);
            bounds[i] = (float)((value + (place == 0 ? shift : 0)) / LargestSample);
        }

        var blocks = torch.tensor(bounds, [component.BlocksHigh, component.BlocksWide, side, side]);
        return blocks.permute(0, 2, 1, 3).reshape(_rows, _columns).to(ComputeDevice.Current).DetachFromDisposeScope();
    }
}
