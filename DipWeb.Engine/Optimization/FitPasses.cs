using DipWeb.Engine.Devices;
using DipWeb.Engine.Methods;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The passes of a fit, forward and back, one for each iteration.</summary>
/// <remarks>
/// On a GPU a pass is a thousand small operations, and starting them one by one takes longer than computing them. Where passes are alike,
/// one is recorded there and played back from then on; see docs/adr/0019.
/// </remarks>
/// <param name="fit">Whose passes; outlives them.</param>
internal sealed class FitPasses(Fit fit) : IDisposable
{
    private CudaGraph? _graph;
    private FitPass _recorded;

    /// <summary>
    /// One pass for nothing: the first of a process, while threads start and kernels are compiled, now and then rounds differently
    /// from all later ones, and the same seed would not give the same picture. Random numbers and gradients are not as they were after it.
    /// </summary>
    public void Rehearse()
    {
        using var scope = torch.NewDisposeScope();
        fit.Draw();
        if (fit.IsSteady && CudaGraph.IsAvailable)
        {
            _graph = CudaGraph.Record(Compute, pass => _recorded = Kept(pass));
        }
        else
        {
            Compute();
        }
    }

    /// <summary>The next pass; its gradients are in the fit's buffer, its tensors belong to the caller's dispose scope or are overwritten by the pass after it.</summary>
    public FitPass Next()
    {
        fit.Draw();
        if (_graph is null)
        {
            return fit.Complete(Compute());
        }

        _graph.Replay();
        return fit.Complete(_recorded);
    }

    public void Dispose()
    {
        if (_graph is null)
        {
            return;
        }

        _recorded.Iterate?.Dispose();
        _recorded.Prediction?.Dispose();
        _recorded.Loss.Dispose();
        _graph.Dispose();
    }

    private static FitPass Kept(FitPass pass) => new(Kept(pass.Iterate), Kept(pass.Prediction), pass.Loss.detach().DetachFromDisposeScope());

    private static Tensor? Kept(Tensor? tensor) => tensor?.detach().DetachFromDisposeScope();

    private FitPass Compute()
    {
        var pass = fit.Forward();
        pass.Loss.backward();
        return pass;
    }
}
