using DipWeb.Benchmarks.Quality;
using DipWeb.Engine;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;

namespace DipWeb.Benchmarks.Stops;

/// <summary>One run to where its rule ended it, and on from there: a line of the Markdown table.</summary>
/// <param name="Sigma">Noise in 1/255.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Measured">What the program measured of the noise, in 1/255.</param>
/// <param name="Iterations">Iterations when the rule ended the run.</param>
/// <param name="BestIteration">The iteration that the rule chose.</param>
/// <param name="Chosen">PSNR of its averaged iterate, dB.</param>
/// <param name="Oracle">The best PSNR of any averaged iterate, before the stop or after it, dB.</param>
/// <param name="OracleIteration">Its iteration.</param>
/// <param name="Estimated">PSNR of the chosen one as the program estimates it without the reference, dB.</param>
internal sealed record StopRun(
    int Sigma, long Seed, double Measured, int Iterations, int BestIteration, double Chosen, double Oracle, int OracleIteration, double Estimated)
{
    public const string Header =
        """
        | Sigma | Seed | Measured sigma | Stopped at | Chosen iteration | PSNR chosen | Best PSNR | at | Below the best | Estimated PSNR | Off by |
        |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        """;

    /// <summary>How far the chosen iterate is below the best, dB.</summary>
    public double Loss => Oracle - Chosen;

    public static StopRun Measure(DamagedPicture damaged, RestorationSpec spec, int sigma, int beyond)
    {
        var request = new RestorationRequest { Spec = spec, Measurement = damaged.Untreated, Reference = damaged.Reference };
        var observer = new OracleObserver();
        var stopped = Restorer.Run(request, observer, CancellationToken.None);

        // What is continued after its end goes on in spite of the rule.
        var longer = spec with { Iterations = stopped.Iterations + beyond };
        Restorer.Run(request with { Spec = longer, Checkpoint = observer.Checkpoint }, observer, CancellationToken.None);
        return new StopRun(
            sigma, spec.Seed, (stopped.NoiseDeviation ?? 0) * 255, stopped.Iterations, stopped.BestIteration, stopped.Psnr ?? 0, observer.Psnr, observer.Iteration, stopped.EstimatedPsnr ?? 0);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Sigma} | {Seed} | {Measured:F2} | {Iterations} | {BestIteration} | {Chosen:F2} | {Oracle:F2} | {OracleIteration} | {Loss:F2} | {Estimated:F2} | {Estimated - Chosen:+0.00;-0.00} |");

    private sealed class OracleObserver : IRunObserver
    {
        private const int Interval = 10;

        public Checkpoint? Checkpoint { get; private set; }

        public double Psnr { get; private set; }

        public int Iteration { get; private set; }

        public IterationWants After(int iteration) =>
            iteration % Interval == 0 ? IterationWants.Picture | IterationWants.Checkpoint : IterationWants.None;

        public void OnReport(IterationReport report)
        {
            if (report.Psnr > Psnr)
            {
                (Psnr, Iteration) = (report.Psnr.Value, report.Iteration);
            }
        }

        public void OnCheckpoint(Checkpoint checkpoint) => Checkpoint = checkpoint;
    }
}
