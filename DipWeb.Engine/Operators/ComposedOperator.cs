namespace DipWeb.Engine.Operators;

/// <summary>Several degradations one after the other: A(x) = An(...A2(A1(x))). Owns them.</summary>
/// <param name="operators">In the order in which they happened to the picture.</param>
public sealed class ComposedOperator(params IReadOnlyList<DegradationOperator> operators) : DegradationOperator
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean) => operators.Aggregate(clean, (picture, step) => step.Apply(picture));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var step in operators)
        {
            step.Dispose();
        }

        base.Dispose(disposing);
    }
}
