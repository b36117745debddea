using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Operators;

namespace DipWeb.Engine.Objectives;

/// <summary>How far A(x) is from the measurement: the mean squared distance over the samples that are known.</summary>
internal sealed class DataFidelity : IDisposable
{
    private readonly DegradationOperator _degradation;
    private readonly Tensor _measurement; // 1xCxHxW, zero where nothing is known
    private readonly double _knownShare;

    /// <summary>Takes ownership of the operator.</summary>
    public DataFidelity(DegradationOperator degradation, ImageBuffer measurement, KnownMask? mask)
    {
        _degradation = degradation;
        _knownShare = mask is null ? 1 : (double)mask.KnownCount / (mask.KnownCount + mask.HoleCount);
        var observed = TensorImage.ToTensor(measurement, ComputeDevice.Current);
        if (mask is not null)
        {
            using var known = TensorImage.ToTensor(mask, ComputeDevice.Current);
            observed.mul_(known);
        }

        _measurement = observed.DetachFromDisposeScope();
    }

    /// <summary>The distance as a scalar tensor with a gradient.</summary>
    /// <param name="iterate">1xCxHxW.</param>
    public Tensor Distance(Tensor iterate)
    {
        var residual = _degradation.Apply(iterate) - _measurement;
        var mean = residual.square().mean();
        return _knownShare == 1 ? mean : mean / _knownShare;
    }

    public void Dispose()
    {
        _measurement.Dispose();
        _degradation.Dispose();
    }
}
