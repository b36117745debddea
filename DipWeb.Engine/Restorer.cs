using DipWeb.Engine.Devices;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Methods;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Engine.Specs.Tasks;

namespace DipWeb.Engine;

/// <summary>The way into the engine: a request goes in, a picture comes out.</summary>
public static class Restorer
{
    private const double NoiseWorthRemovingFirst = 3 / 255d;

    // Clean pictures of 28 to 146 pixels a side had 0.24 and more, the same with noise of 10/255 0.13 and less, but for the sharpest three.
    private const double LargestCorrelationOfNoise = 0.2;

    /// <summary>Runs a restoration from start (or from its checkpoint) to end, on the calling thread.</summary>
    /// <remarks>
    /// Give it a thread of its own: it computes for seconds to hours and leaves only between iterations. Tensors never leave it.
    /// The same request with the same build, device and thread count gives the same picture.
    /// </remarks>
    /// <param name="request">What to restore.</param>
    /// <param name="observer">Watches the run; called on this thread.</param>
    /// <param name="cancellation">Ends the run within one iteration; the result then holds what was reached.</param>
    /// <exception cref="InvalidSpecException">The request does not fit together.</exception>
    /// <exception cref="EngineException">The checkpoint belongs to another request.</exception>
    public static RestorationResult Run(RestorationRequest request, IRunObserver observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        ComputeDevice.Round(request.Spec.Precision, keepsProducts: request.Spec.Fidelity == Fidelity.QuantizationInterval);
        var (prepared, isReady) = Prepare(request, observer, cancellation);
        var ensemble = new Ensemble(request.Checkpoint?.Ensemble ?? EnsembleState.Empty);
        var checkpoint = request.Checkpoint?.Alone(ensemble.Members * request.Spec.Iterations);
        while (true)
        {
            var spec = request.Spec with { Seed = request.Spec.Seed + ensemble.Members };
            using var problem = new RestorationProblem(prepared with { Spec = spec });
            var before = ensemble.Members * spec.Iterations;
            if (isReady && problem.Spec.HasTwoViews)
            {
                isReady = AverageWithTwoViews(problem, new PreparationObserver(request, before, iterate => ensemble.MeanWith(problem.ToPicture(iterate)), observer), cancellation);
            }

            if (!isReady)
            {
                return ConcludeUnbegun(request, problem, ensemble, checkpoint ?? Unbegun(problem), before, observer);
            }

            var fit = OptimizationLoop.Run(problem, checkpoint, new MemberObserver(request, problem, ensemble, observer), cancellation);
            var isLast = ensemble.Members + 1 >= spec.Seeds || fit.StopReason is StopReason.Cancelled or StopReason.Finished;
            if (isLast)
            {
                return Conclude(request, problem, ensemble, fit, before);
            }

            ensemble.Add(fit.Picture);
            checkpoint = null;
        }
    }

    /// <summary>The request with everything settled that is to be found in the picture as a whole, so that its tiles are treated alike.</summary>
    /// <remarks>
    /// Lost pixels and rows become a mask, and shifted rows are moved back. Impulses are looked for in each tile, for they stand out from their
    /// own neighbourhood.
    /// </remarks>
    /// <param name="request">What leaves something open; of the whole picture.</param>
    /// <exception cref="InvalidSpecException">The damage that the task looks for is not there, or the mask does not fit.</exception>
    public static RestorationRequest Settle(RestorationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (spec, findings) = (request.Spec, Findings.Of(request));
        var settled = request with
        {
            Spec = spec with
            {
                DenoisesFirst = spec.DenoisesFirst ?? IsNoisy(spec, request.Measurement),
                NoiseDeviation = findings.NoiseDeviation,
                NoiseKind = spec.LooksAtNoise ? findings.NoiseKind : spec.NoiseKind,
            },
        };
        if (spec.KnownPixels is KnownPixels.Impulses || !spec.KeepsKnownPixels)
        {
            return settled;
        }

        var whole = settled with { Spec = settled.Spec with { KnownPixels = new KnownPixels.All(), HasShiftedRows = false }, KnownMask = findings.Known };
        return findings is { RowShifts: { } shifts, Known: { } known } // what a shift brought in is not known
            ? whole with { Measurement = RowShifts.Undo(request.Measurement, shifts), KnownMask = RowShifts.Undo(known, shifts) }
            : whole;
    }

    /// <summary>The request with its measurement denoised, where the spec wants that first, and whether that came to its end.</summary>
    private static (RestorationRequest Request, bool IsReady) Prepare(RestorationRequest request, IRunObserver observer, CancellationToken cancellation)
    {
        var spec = request.Spec;
        if (!(spec.DenoisesFirst ?? IsNoisy(spec, request.Measurement)))
        {
            return (request, true);
        }

        var first = new RestorationRequest
        {
            Spec = FastDenoiseTask.Definition.CreateSpec(Preset.Balanced, null, spec.Seed), Measurement = request.Measurement,
        };
        using var problem = new RestorationProblem(first);
        var denoised = OptimizationLoop.Run(problem, null, new PreparationObserver(request, 0, ToPicture, observer), cancellation);
        return (request with { Measurement = denoised.Picture }, denoised.StopReason != StopReason.Cancelled);

        ImageBuffer ToPicture(Tensor iterate) => problem.ToPicture(iterate).Enlarge(spec.ScaleFactor);
    }

    /// <summary>Has the two-view denoiser learn from the extended measurement, and its picture averaged with the prior's.</summary>
    /// <returns>Whether it learnt to the end.</returns>
    private static bool AverageWithTwoViews(RestorationProblem problem, ILoopObserver observer, CancellationToken cancellation)
    {
        var request = new RestorationRequest
        {
            Spec = FastDenoiseTask.Definition.CreateSpec(Preset.Balanced, null, problem.Spec.Seed) with { Iterations = problem.Spec.TwoViewIterations },
            Measurement = TensorImage.ToPicture(problem.Measurement!), // the problem keeps it where there is a share
        };
        using var lesson = new RestorationProblem(request, problem.Believed);
        var learnt = OptimizationLoop.Run(lesson, null, observer, cancellation);
        using var parameters = new ParameterBuffer();
        var denoiser = new TwoViewDenoiser((TwoViewSpec)request.Spec.Network, problem.Channels, parameters); // of that task
        using var values = TensorImage.FromArray(learnt.LearntParameters, learnt.LearntParameters.Length);
        parameters.Allocate(values);
        problem.AverageWith(denoiser);
        return learnt.StopReason != StopReason.Cancelled;
    }

    /// <summary>The state before the first iteration.</summary>
    private static Checkpoint Unbegun(RestorationProblem problem)
    {
        using var run = new RunState(problem);
        return run.Capture();
    }

    /// <summary>A run that was cancelled while it was prepared: it goes on from where it was, and the picture is what the preparation made of it.</summary>
    private static RestorationResult ConcludeUnbegun(
        RestorationRequest request, RestorationProblem problem, Ensemble ensemble, Checkpoint state, int before, IRunObserver observer)
    {
        observer.OnCheckpoint(state.OfMember(before, ensemble.Capture()));
        var fit = new FitResult
        {
            Picture = problem.PreparedPicture(),
            Iterations = state.Iteration,
            BestIteration = state.Iteration,
            StopReason = StopReason.Cancelled,
            Loss = state.Loss,
            LearntParameters = [],
        };
        return Conclude(request, problem, ensemble, fit, before);
    }

    /// <summary>The detail of a small picture is nearly as fine as noise, but neighbours share more of it.</summary>
    private static bool IsNoisy(RestorationSpec spec, ImageBuffer measurement) => spec.NoiseDeviation is { } given
        ? given > NoiseWorthRemovingFirst
        : NoiseProfile.Of(measurement) is { Correlation: < LargestCorrelationOfNoise } noise && noise.Deviation > NoiseWorthRemovingFirst;

    private static RestorationResult Conclude(RestorationRequest request, RestorationProblem problem, Ensemble ensemble, FitResult fit, int before)
    {
        var picture = ensemble.MeanWith(fit.Picture);
        ensemble.Add(fit.Picture);
        return new RestorationResult
        {
            Image = picture,
            Spread = ensemble.Spread(picture.Channels, picture.Height, picture.Width),
            Iterations = before + fit.Iterations,
            BestIteration = before + fit.BestIteration,
            StopReason = fit.StopReason,
            Loss = fit.Loss,
            EstimatedPsnr = fit.EstimatedPsnr,
            NoiseDeviation = problem.Findings.NoiseDeviation,
            HoleShare = problem.Findings.Known?.HoleShare ?? 0,
            Psnr = request.Reference is { } clean ? Psnr.Between(picture, clean) : null,
            Ssim = request.Reference is { } reference ? Ssim.Between(picture, reference) : null,
            Network = problem.Spec.Network.Name,
            Device = ComputeDevice.Describe(),
        };
    }
}
