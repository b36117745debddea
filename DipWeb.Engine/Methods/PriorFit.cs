using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>The deep image prior: network(z), degraded, shall meet the measurement (Ulyanov, Vedaldi and Lempitsky, CVPR 2018).</summary>
/// <remarks>
/// Where the spec wants it, the iterate is a weighted mean with what the two-view denoiser made before: their errors have little in
/// common. What clipping moved, the denoiser cannot know; it is told by the prior, whose prediction has been moved in the same way.
/// </remarks>
internal sealed class PriorFit : Fit
{
    private readonly RestorationProblem _problem;
    private readonly ParameterBuffer _parameters = new();
    private readonly GeneratorNetwork _network;
    private readonly InputPerturbation _input;
    private readonly SparseError? _sparseError;

    public PriorFit(RestorationProblem problem, torch.Generator generator)
    {
        _problem = problem;
        var spec = problem.Spec;
        _network = GeneratorNetwork.Create(spec.Network, problem.Channels, _parameters, generator, ComputeDevice.FeatureType(spec.Precision));
        _parameters.Allocate(generator);
        _input = Input(generator);
        _sparseError = spec.HasSparseError ? new SparseError([1, problem.Channels, problem.Height, problem.Width], spec.Iterations, generator, ComputeDevice.Current) : null;
    }

    public override ParameterBuffer Parameters => _parameters;

    public override void Draw()
    {
        _input.Draw();
        _network.Draw(_problem.Height, _problem.Width);
    }

    public override FitPass Forward()
    {
        var iterate = _network.Forward(_input.Value);
        var comparison = _problem.Objective.Compare(_sparseError is null ? iterate : iterate + _sparseError.Value());
        return new FitPass(iterate, comparison.Prediction, comparison.Loss);
    }

    /// <summary>Mixes in what the two-view denoiser made; how much of it is weighed anew during the run.</summary>
    public override FitPass Complete(FitPass pass)
    {
        if (_problem.Beside is not { } beside)
        {
            return pass;
        }

        using var noGradient = torch.no_grad();
        var moved = pass.Iterate! - pass.Prediction!; // a pass of a prior has both
        return pass with { Iterate = torch.lerp(pass.Iterate!, beside + moved, _problem.BesideShare).clamp(0, 1) };
    }

    public override void Step() => _sparseError?.Step();

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
        _sparseError?.Dispose();
        _input.Dispose();
        _network.Dispose();
        _parameters.Dispose();
    }
}
