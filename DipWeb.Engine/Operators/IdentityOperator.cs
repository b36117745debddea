namespace DipWeb.Engine.Operators;

/// <summary>Every pixel was measured: A(x) = x.</summary>
public sealed class IdentityOperator : DegradationOperator
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean) => clean;
}
