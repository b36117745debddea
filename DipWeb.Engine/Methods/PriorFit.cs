using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>The deep image prior: network(z), degraded, shall meet the measurement (Ulyanov, Vedaldi and Lempitsky, CVPR 2018).</summary>
/// <remarks>
/// Where the spec wants it, the two-view denoiser is fitted beside it and the iterate is a weighted mean of both: their errors have little in
/// common. What clipping moved, the denoiser cannot know; it is told by the prior, whose prediction has been moved in the same way.
/// </remarks>
internal sealed class PriorFit : Fit
{
    private readonly RestorationProblem _problem;
    private readonly ParameterBuffer _parameters = new();
    private readonly GeneratorNetwork _network;
    private readonly InputPerturbation _input;
    private readonly SparseError? _sparseError;
    private readonly TwoViewDenoiser? _beside;

    public PriorFit(RestorationProblem problem, torch.Generator generator)
    {
        _problem = problem;
        var spec = problem.Spec;
        _network = GeneratorNetwork.Create(spec.Network, problem.Channels, _parameters, generator);
        if (spec.TwoViewShare > 0)
        {
            _parameters.Pace = TwoViewSpec.LearningRateBesideAPrior / spec.LearningRate;
            _beside = new TwoViewDenoiser(TwoViewSpec.BesideAPrior, problem.Measurement!, problem.Believed, _parameters, generator); // the problem keeps it for this
        }

        _parameters.Allocate(generator);
        _input = Input(generator);
        _sparseError = spec.HasSparseError ? new SparseError([1, problem.Channels, problem.Height, problem.Width], generator, ComputeDevice.Current) : null;
    }

    public override ParameterBuffer Parameters => _parameters;

    public override FitPass Forward()
    {
        var iterate = _network.Forward(_input.Next());
        var comparison = _problem.Objective.Compare(_sparseError is null ? iterate : iterate + _sparseError.Value());
        if (_beside is null)
        {
            return new FitPass(iterate, comparison.Prediction, comparison.Loss);
        }

        var (denoised, loss) = _beside.Forward();
        var moved = iterate - comparison.Prediction;
        var share = _problem.Spec.TwoViewShare;
        return new FitPass(
            torch.lerp(iterate, denoised + moved, share).clamp(0, 1),
            comparison.Prediction,
            comparison.Loss + (loss - loss.detach())); // its gradient and not its value: the loss tells how far the prior is
    }

    public override void Step() => _sparseError?.Step();

    public override Tensor? Response(Tensor probe) => _beside?.Response(probe).mul(_problem.Spec.TwoViewShare);

    public override float[] Capture() => _sparseError?.Capture() ?? [];

    public override void Restore(float[] state) => _sparseError?.Restore(state);

    private InputPerturbation Input(torch.Generator generator)
    {
        var (spec, device) = (_problem.Spec, ComputeDevice.Current);
        if (spec.Method == RestorationMethod.GuidedPrior)
        {
            return InputPerturbation.Around(_problem.Guide!, spec.InputNoise, generator); // the problem has checked that there is one
        }

        return spec.Network is HourglassSpec { SeesCoordinates: true }
            ? InputPerturbation.AroundCoordinates(_problem.Height, _problem.Width, spec.InputNoise, generator, device)
            : InputPerturbation.Around(_network.InputShape(_problem.Height, _problem.Width), _network.IsChannelsLast, spec.InputNoise, generator, device);
    }

    protected override void Dispose(bool disposing)
    {
        _beside?.Dispose();
        _sparseError?.Dispose();
        _input.Dispose();
        _parameters.Dispose();
    }
}
