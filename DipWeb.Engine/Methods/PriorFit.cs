using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>The deep image prior: network(z), degraded, shall meet the measurement (Ulyanov, Vedaldi and Lempitsky, CVPR 2018).</summary>
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
        _network = GeneratorNetwork.Create(spec.Network, problem.Channels, _parameters, generator);
        _parameters.Allocate(generator);
        var shape = _network.InputShape(problem.Height, problem.Width);
        _input = spec.Method == RestorationMethod.GuidedPrior
            ? InputPerturbation.Around(problem.Guide!, spec.InputNoise, generator) // the problem has checked that there is one
            : InputPerturbation.Around(shape, _network.IsChannelsLast, spec.InputNoise, generator, ComputeDevice.Current);
        _sparseError = spec.HasSparseError ? new SparseError([1, problem.Channels, problem.Height, problem.Width], generator, ComputeDevice.Current) : null;
    }

    public override ParameterBuffer Parameters => _parameters;

    public override FitPass Forward()
    {
        var iterate = _network.Forward(_input.Next());
        var comparison = _problem.Objective.Compare(_sparseError is null ? iterate : iterate + _sparseError.Value());
        return new FitPass(iterate, comparison.Prediction, comparison.Loss);
    }

    public override void Step() => _sparseError?.Step();

    public override float[] Capture() => _sparseError?.Capture() ?? [];

    public override void Restore(float[] state) => _sparseError?.Restore(state);

    protected override void Dispose(bool disposing)
    {
        _sparseError?.Dispose();
        _input.Dispose();
        _parameters.Dispose();
    }
}
