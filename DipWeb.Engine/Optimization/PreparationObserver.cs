namespace DipWeb.Engine.Optimization;

/// <summary>Watches what happens before the first iteration of the task itself: to others it is iteration 0.</summary>
internal sealed class PreparationObserver(RestorationRequest request, RestorationProblem problem, IRunObserver observer) : ILoopObserver
{
    public bool After(RunState run)
    {
        var wants = observer.After(0);
        if (wants.HasFlag(IterationWants.Picture))
        {
            observer.OnReport(new IterationReport
            {
                Iteration = 0,
                Iterations = request.Spec.Iterations * request.Spec.Seeds,
                Loss = run.ReadLoss(),
                Picture = problem.ToPicture(run.Average.Value).Enlarge(request.Spec.ScaleFactor),
            });
        }

        return wants.HasFlag(IterationWants.Finish);
    }
}
