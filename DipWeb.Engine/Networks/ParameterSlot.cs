using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>The place of one parameter in the flat buffer: a layer is built upon it before the buffer exists.</summary>
/// <param name="shape">Shape of the parameter.</param>
/// <param name="offset">Where it begins, in values.</param>
/// <param name="bound">Initial values are uniform in [-bound, bound]; null: all equal to <paramref name="constant"/>.</param>
/// <param name="constant">The initial value where there is no bound.</param>
internal sealed class ParameterSlot(long[] shape, long offset, double? bound, double constant)
{
    private Tensor? _value;

    public long[] Shape => shape;

    public long Offset => offset;

    public long Count { get; } = shape.Aggregate(1L, (product, side) => product * side);

    public double? Bound => bound;

    public double Constant => constant;

    /// <summary>A leaf that views its part of the flat parameter buffer.</summary>
    public Tensor Value => _value ?? throw new InvalidOperationException("The parameters are not allocated yet.");

    /// <summary>The value in the type that the features are computed in, with a gradient; belongs to the caller's dispose scope.</summary>
    public Tensor As(torch.ScalarType type) => Value.dtype == type ? Value : Value.to(type);

    public void Bind(Tensor value) => _value = value;
}
