using DipWeb.Compute;
using DipWeb.Engine.Optimization;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Compute;

public sealed class PartObserverTests
{
    [Fact]
    public void OnReport_SecondPart_CountsOnAndTellsNoEstimateOfThePartAlone()
    {
        var whole = new RecordingObserver();
        var report = new IterationReport { Iteration = 7, Iterations = 50, Loss = 0.1, BestIteration = 5, EstimatedPsnr = 31 };

        new PartObserver(before: 50, iterations: 200, whole).OnReport(report);

        Assert.Equal(report with { Iteration = 57, Iterations = 200, BestIteration = 55, EstimatedPsnr = null }, Assert.Single(whole.Reports));
    }
}
