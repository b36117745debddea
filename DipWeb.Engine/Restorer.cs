using DipWeb.Engine.Optimization;

namespace DipWeb.Engine;

/// <summary>The way into the engine: a request goes in, a picture comes out.</summary>
public static class Restorer
{
    /// <summary>Runs a restoration from start (or from its checkpoint) to end, on the calling thread.</summary>
    /// <remarks>
    /// Give it a thread of its own: it computes for seconds to hours and leaves only between iterations. Tensors never leave it.
    /// The same request with the same build, device and thread count gives the same picture.
    /// </remarks>
    /// <param name="request">What to restore.</param>
    /// <param name="observer">Watches the run; called on this thread.</param>
    /// <param name="cancellation">Ends the run within one iteration; the result then holds what was reached.</param>
    /// <exception cref="Specs.InvalidSpecException">The request does not fit together.</exception>
    /// <exception cref="Diagnostics.EngineException">The checkpoint belongs to another request.</exception>
    public static RestorationResult Run(RestorationRequest request, IRunObserver observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        return OptimizationLoop.Run(request, observer, cancellation);
    }
}
