namespace DipWeb.Engine.Objectives;

/// <summary>How far an iterate is from what was measured.</summary>
internal abstract class Objective : IDisposable
{
    /// <summary>Compares an iterate with the measurement.</summary>
    /// <param name="iterate">1xCxHxW.</param>
    public abstract Comparison Compare(Tensor iterate);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
