namespace DipWeb.Engine.Operators;

/// <summary>The deterministic part A of a measurement y = N(A(x)). Linear, differentiable, composable; owns its tensors.</summary>
public abstract class DegradationOperator : IDisposable
{
    /// <summary>A(x).</summary>
    /// <param name="clean">1xCxHxW.</param>
    /// <returns>What would be measured without noise; belongs to the caller's dispose scope.</returns>
    public abstract Tensor Apply(Tensor clean);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the tensors the operator owns.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
