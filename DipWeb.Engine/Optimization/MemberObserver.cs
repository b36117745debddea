using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;

namespace DipWeb.Engine.Optimization;

/// <summary>Hands out what the request's observer wants of one member of an ensemble, counted and averaged with the members before it.</summary>
internal sealed class MemberObserver(RestorationRequest request, RestorationProblem problem, Ensemble ensemble, IRunObserver observer) : ILoopObserver
{
    /// <summary>Iterations of the members before this one, as planned.</summary>
    private int Before => ensemble.Members * request.Spec.Iterations;

    public bool After(RunState run)
    {
        var wants = observer.After(Before + run.Iteration);
        if (wants.HasFlag(IterationWants.Checkpoint))
        {
            observer.OnCheckpoint(run.Capture().OfMember(Before, ensemble.Capture()));
        }

        if ((wants & IterationWants.Picture) != IterationWants.None)
        {
            Report(run, wants.HasFlag(IterationWants.Picture) ? ensemble.MeanWith(problem.ToPicture(run.Average.Value)) : null);
        }

        return wants.HasFlag(IterationWants.Finish);
    }

    private void Report(RunState run, ImageBuffer? picture) => observer.OnReport(new IterationReport
    {
        Iteration = Before + run.Iteration,
        Iterations = request.Spec.Iterations * request.Spec.Seeds,
        Loss = run.ReadLoss(),
        Score = run.StopRule.Score,
        EstimatedPsnr = run.StopRule.EstimatedPsnr,
        BestIteration = run.Best.Iteration > 0 ? Before + run.Best.Iteration : null,
        Psnr = picture is not null && request.Reference is { } reference ? Psnr.Between(picture, reference) : null,
        Picture = picture,
    });
}
