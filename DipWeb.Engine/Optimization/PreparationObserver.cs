using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Optimization;

/// <summary>Watches what happens before the first iteration of a member of the task itself: to others nothing has been iterated meanwhile.</summary>
/// <param name="request">What is being restored.</param>
/// <param name="done">Iterations before the preparation.</param>
/// <param name="toPicture">What an iterate of the preparation is to people.</param>
/// <param name="observer">Who wants to know.</param>
internal sealed class PreparationObserver(RestorationRequest request, int done, Func<Tensor, ImageBuffer> toPicture, IRunObserver observer) : ILoopObserver
{
    public bool After(RunState run)
    {
        var wants = observer.After(done);
        if (wants.HasFlag(IterationWants.Picture))
        {
            observer.OnReport(new IterationReport
            {
                Iteration = done,
                Iterations = request.Spec.Iterations * request.Spec.Seeds,
                Loss = run.ReadLoss(),
                Picture = toPicture(run.Average.Value),
            });
        }

        return wants.HasFlag(IterationWants.Finish);
    }
}
