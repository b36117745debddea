using DipWeb.Engine.Operators;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Objectives;

/// <summary>The mean distance between A(x) and the measurement, over the samples that are believed.</summary>
internal sealed class DataFidelity : Objective
{
    private readonly DegradationOperator _degradation;
    private readonly Fidelity _kind;
    private readonly Tensor _measurement; // 1xCxhxw, zero where nothing is believed
    private readonly Tensor? _believed; // 1x1xhxw or 1xCxhxw, of 1 and 0; null: everything
    private readonly VarianceStabilization _stabilization;
    private readonly ClippedNoise? _clipping;
    private readonly double _share;

    /// <summary>Takes ownership of the operator and copies the tensors.</summary>
    /// <param name="degradation">A.</param>
    /// <param name="kind">How differences count; any but the interval, which has an objective of its own.</param>
    /// <param name="measurement">What was measured, 1xCxhxw.</param>
    /// <param name="believed">1 where a sample counts, 0 where not; null where all count.</param>
    /// <param name="noiseDeviation">Standard deviation of the measurement's noise; looked at by <see cref="Fidelity.VarianceStabilized"/> alone.</param>
    /// <param name="clipping">The noise, where it was clipped to [0, 1]; the prediction is then the mean of what is measured.</param>
    public DataFidelity(
        DegradationOperator degradation, Fidelity kind, Tensor measurement, Tensor? believed, double noiseDeviation, ClippedNoise? clipping = null)
    {
        using var scope = torch.NewDisposeScope();
        _degradation = degradation;
        _kind = kind;
        _clipping = clipping;
        _share = believed is null ? 1 : believed.mean().item<float>();
        var mean = (believed is null ? measurement : measurement * believed).mean().item<float>() / _share;
        _stabilization = VarianceStabilization.For(kind, mean, noiseDeviation);
        var compared = _stabilization.Apply(measurement);
        _measurement = (believed is null ? compared.clone() : compared * believed).DetachFromDisposeScope();
        _believed = believed?.clone().DetachFromDisposeScope();
    }

    public override Comparison Compare(Tensor iterate)
    {
        var degraded = _degradation.Apply(iterate);
        var prediction = _clipping?.Mean(degraded) ?? degraded;
        var compared = _stabilization.Apply(prediction);
        var residual = (_believed is null ? compared : compared * _believed) - _measurement;
        var mean = (_kind == Fidelity.Absolute ? residual.abs() : residual.square()).mean();
        return new Comparison(prediction, _share == 1 ? mean : mean / _share);
    }

    protected override void Dispose(bool disposing)
    {
        _measurement.Dispose();
        _believed?.Dispose();
        _degradation.Dispose();
    }
}
