using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The one optimization loop: fit until A(iterate) meets the measurement, average the iterates, and stop at the best of them.</summary>
internal static class OptimizationLoop
{
    /// <summary>Runs one fit to its end.</summary>
    /// <param name="problem">What is fitted to.</param>
    /// <param name="checkpoint">Where to go on from; null for the start.</param>
    /// <param name="observer">Watches; sees this fit's own iterations.</param>
    /// <param name="cancellation">Ends the run within one iteration.</param>
    public static FitResult Run(RestorationProblem problem, Checkpoint? checkpoint, ILoopObserver observer, CancellationToken cancellation)
    {
        using var outermost = torch.NewDisposeScope();
        using var run = new RunState(problem);
        using var passes = new FitPasses(run.Fit);
        using var pause = new CollectionPause(sizeof(float) * (long)problem.Channels * problem.Height * problem.Width, problem.CompletedBytes);
        var start = checkpoint ?? run.Capture();
        passes.Rehearse();
        run.Restore(start);
        using var guard = new DivergenceGuard(run);
        var stopReason = StopReason.IterationBudget;
        while (run.Iteration < problem.Spec.Iterations)
        {
            pause.Renew();
            Iterate(run, passes);
            if (!guard.Watch())
            {
                stopReason = StopReason.Diverged;
                break;
            }

            var isOver = run.Judge();
            var wantsFinish = observer.After(run);
            if (cancellation.IsCancellationRequested || wantsFinish || isOver)
            {
                stopReason = cancellation.IsCancellationRequested ? StopReason.Cancelled : wantsFinish ? StopReason.Finished : StopReason.Converged;
                break;
            }
        }

        return Conclude(problem, run, stopReason);
    }

    private static void Iterate(RunState run, FitPasses passes)
    {
        using var scope = torch.NewDisposeScope();
        run.Advance(passes.Next());
    }

    private static FitResult Conclude(RestorationProblem problem, RunState run, StopReason stopReason)
    {
        var hasBest = run.Best.Iteration > 0;
        return new FitResult
        {
            Picture = hasBest ? problem.ToPicture(run.Best.Value) : LatestPicture(problem, run),
            Iterations = run.Iteration,
            BestIteration = hasBest ? run.Best.Iteration : run.Iteration,
            StopReason = stopReason,
            Loss = run.ReadLoss(),
            EstimatedPsnr = hasBest ? run.BestEstimate : run.StopRule.EstimatedPsnr,
            LearntParameters = run.Fit.LearntParameters(),
        };
    }

    private static Imaging.ImageBuffer LatestPicture(RestorationProblem problem, RunState run)
    {
        if (run.Iteration > 0)
        {
            return problem.ToPicture(run.Average.Value);
        }

        // Nothing was averaged: the fit broke down before the guard's first check, so the untrained network has to speak.
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return problem.ToPicture(run.Fit.Complete(run.Fit.Forward()).Iterate!); // the first pass makes one, whatever the method
    }
}
