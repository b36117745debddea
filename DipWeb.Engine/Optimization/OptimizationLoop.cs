using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The one optimization loop: fit the network so that A(network(z)) meets the measurement, and average what it makes.</summary>
internal static class OptimizationLoop
{
    public static RestorationResult Run(RestorationRequest request, IRunObserver observer, CancellationToken cancellation)
    {
        using var outermost = torch.NewDisposeScope();
        using var problem = new RestorationProblem(request);
        using var run = new RunState(request.Spec, problem.Channels, problem.Height, problem.Width);
        var start = request.Checkpoint ?? run.Capture();
        Rehearse(problem, run);
        run.Restore(start);
        var guard = new DivergenceGuard(run);
        var stopReason = StopReason.IterationBudget;
        while (run.Iteration < request.Spec.Iterations)
        {
            Iterate(problem, run);
            if (!guard.Watch())
            {
                stopReason = StopReason.Diverged;
                break;
            }

            var wants = observer.After(run.Iteration);
            Answer(wants, request, problem, run, observer);
            if (cancellation.IsCancellationRequested || wants.HasFlag(IterationWants.Finish))
            {
                stopReason = cancellation.IsCancellationRequested ? StopReason.Cancelled : StopReason.Finished;
                break;
            }
        }

        return Conclude(request, problem, run, stopReason);
    }

    /// <summary>
    /// One pass forward and back for nothing: the first pass of a process, while threads start and kernels are compiled, now and then
    /// rounds differently from all later ones, and the same seed would not give the same picture.
    /// </summary>
    private static void Rehearse(RestorationProblem problem, RunState run)
    {
        using var scope = torch.NewDisposeScope();
        problem.Fidelity.Distance(run.Network.Forward(run.Input.Next())).backward();
    }

    private static void Iterate(RestorationProblem problem, RunState run)
    {
        using var scope = torch.NewDisposeScope();
        var iterate = run.Network.Forward(run.Input.Next()); // 1xCxHxW
        var loss = problem.Fidelity.Distance(iterate);
        loss.backward();
        run.Advance(iterate.detach(), loss.detach());
    }

    private static void Answer(IterationWants wants, RestorationRequest request, RestorationProblem problem, RunState run, IRunObserver observer)
    {
        if (wants.HasFlag(IterationWants.Checkpoint))
        {
            observer.OnCheckpoint(run.Capture());
        }

        if ((wants & IterationWants.Picture) == IterationWants.None)
        {
            return;
        }

        var picture = wants.HasFlag(IterationWants.Picture) ? problem.ToPicture(run.Average.Value) : null;
        observer.OnReport(new IterationReport
        {
            Iteration = run.Iteration,
            Iterations = request.Spec.Iterations,
            Loss = run.ReadLoss(),
            Psnr = picture is not null && request.Reference is { } reference ? Psnr.Between(picture, reference) : null,
            Picture = picture,
        });
    }

    private static RestorationResult Conclude(RestorationRequest request, RestorationProblem problem, RunState run, StopReason stopReason)
    {
        var picture = LatestPicture(problem, run);
        return new RestorationResult
        {
            Image = picture,
            Iterations = run.Iteration,
            BestIteration = run.Iteration,
            StopReason = stopReason,
            Loss = run.ReadLoss(),
            Psnr = request.Reference is { } clean ? Psnr.Between(picture, clean) : null,
            Ssim = request.Reference is { } reference ? Ssim.Between(picture, reference) : null,
            Network = request.Spec.Network.Name,
            Device = ComputeDevice.Describe(),
        };
    }

    private static ImageBuffer LatestPicture(RestorationProblem problem, RunState run)
    {
        if (run.Iteration > 0)
        {
            return problem.ToPicture(run.Average.Value);
        }

        // Nothing was averaged: the fit broke down before the guard's first check, so the untrained network has to speak.
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return problem.ToPicture(run.Network.Forward(run.Input.Next()));
    }
}
