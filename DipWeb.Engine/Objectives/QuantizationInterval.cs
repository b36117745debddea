using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Engine.Objectives;

/// <summary>How far a picture is from all pictures that an encoder would have turned into the measured JPEG.</summary>
/// <remarks>
/// The mean, over the coefficients of all components, of the squared distance to the coefficient's cell [q (k - 1/2), q (k + 1/2)], for
/// samples in [0, 1]. The transform is orthonormal, so by Parseval's theorem the distance is on the scale of a mean squared error of samples.
/// Inside the cells it is 0 and has no gradient: nothing pulls an iterate towards the block edges of the decoded picture.
/// </remarks>
internal sealed class QuantizationInterval : IDisposable
{
    private readonly JpegMeasurement _measurement;
    private readonly int _top;
    private readonly int _left;
    private readonly BlockTransform _transform;
    private readonly LumaChroma _colours;
    private readonly List<QuantizationCells> _cells = [];

    /// <param name="measurement">The file.</param>
    /// <param name="top">Row of the iterate at which the upright picture begins; what lies outside the picture is not looked at.</param>
    /// <param name="left">Column of the iterate at which the upright picture begins.</param>
    /// <param name="margin">Share of each cell that is cut off on either side, in [0, 0.5]; at 0.5 only the centres are left, the decoded picture.</param>
    public QuantizationInterval(JpegMeasurement measurement, int top = 0, int left = 0, double margin = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        if (margin is not (>= 0 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "The margin is between 0 and 0.5.");
        }

        _measurement = measurement;
        _top = top;
        _left = left;
        _transform = new BlockTransform();
        _colours = new LumaChroma();
        foreach (var component in measurement.Components)
        {
            _cells.Add(new QuantizationCells(measurement, component, margin, _transform));
        }
    }

    /// <summary>The distance as a scalar tensor with a gradient.</summary>
    /// <param name="iterate">1xCxHxW in [0, 1], upright, C being the number of components; the picture lies at the given offset.</param>
    public Tensor Distance(Tensor iterate)
    {
        var planes = Planes(iterate);
        var excess = _cells.Select((cells, channel) => cells.SquaredExcess(planes[0, channel])).Aggregate((sum, next) => sum + next);
        return excess / _cells.Sum(cells => cells.Count);
    }

    /// <summary>The picture within the iterate, 1xCxHxW, moved into the cells by as little as possible in luma and chroma; not clipped.</summary>
    /// <remarks>What a network has not fitted yet, or has smoothed away although the file tells it, comes back at no cost.</remarks>
    /// <param name="iterate">As for <see cref="Distance"/>.</param>
    public Tensor Nearest(Tensor iterate)
    {
        var planes = Planes(iterate);
        return Picture(planes + torch.stack(_cells.Select((cells, channel) => cells.Correction(planes[0, channel]))).unsqueeze(0));
    }

    /// <summary>The upright picture at the centres of the cells, 1xCxHxW, neither rounded nor clipped.</summary>
    /// <remarks>What a decoder shows, but for its smoothing of chroma that has a lower resolution.</remarks>
    public Tensor Decode() =>
        Picture(torch.stack(_cells.Select(cells => cells.Decode(_measurement.Height, _measurement.Width))).unsqueeze(0));

    public void Dispose()
    {
        _cells.ForEach(cells => cells.Dispose());
        _colours.Dispose();
        _transform.Dispose();
    }

    private Tensor Planes(Tensor iterate)
    {
        var picture = iterate.narrow(2, _top, _measurement.UprightHeight).narrow(3, _left, _measurement.UprightWidth);
        var stored = ExifOrientation.Stored(picture, _measurement.Orientation);
        return _cells.Count == 1 ? stored.contiguous() : _colours.FromRgb(stored);
    }

    private Tensor Picture(Tensor planes) =>
        ExifOrientation.Upright(_cells.Count == 1 ? planes : _colours.ToRgb(planes), _measurement.Orientation);
}
