using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>Computes an order: in a process of its own, or in this one.</summary>
internal interface ICompute
{
    /// <summary>Computes from the newest checkpoint in the order's folder to the end, or until the control or the token ends it sooner.</summary>
    /// <param name="order">What to do.</param>
    /// <param name="control">What a person wants meanwhile.</param>
    /// <param name="onProgress">Called several times a second, one call after the other. Returning false ends the run.</param>
    /// <param name="cancellationToken">Write a checkpoint and end.</param>
    Task<RunOutcome> RunAsync(ComputeOrder order, RunControl control, Func<RunProgress, Task<bool>> onProgress, CancellationToken cancellationToken);
}
