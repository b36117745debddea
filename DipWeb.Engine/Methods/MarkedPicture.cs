using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>A measurement that bears a mark, and the network that makes what is under it.</summary>
internal sealed class MarkedPicture : IDisposable
{
    private readonly GeneratorNetwork _network;
    private readonly InputPerturbation _input;

    /// <param name="measurement">1xCxHxW with any number of channels; brought to those of the problem.</param>
    /// <param name="problem">What is fitted to.</param>
    /// <param name="parameters">Where the network declares its parameters; outlives the picture.</param>
    /// <param name="generator">Draws the network's input and its perturbations; outlives the picture.</param>
    public MarkedPicture(Tensor measurement, RestorationProblem problem, ParameterBuffer parameters, torch.Generator generator)
    {
        var spec = (LayeredSpec)problem.Spec.Network; // the method and its network come together
        _network = GeneratorNetwork.Create(spec.Picture, problem.Channels, parameters, generator, ComputeDevice.FeatureType(problem.Spec.Precision));
        _input = InputPerturbation.Around(
            _network.InputShape(problem.Height, problem.Width), _network.IsChannelsLast, problem.Spec.InputNoise, generator, ComputeDevice.Current);
        using var scope = torch.NewDisposeScope();
        var channels = measurement.shape[1];
        var same = channels == problem.Channels ? measurement : measurement.mean([1], keepdim: true).expand(1, problem.Channels, -1, -1);
        Measurement = same.clone().DetachFromDisposeScope();
    }

    /// <summary>As measured, 1xCxHxW.</summary>
    public Tensor Measurement { get; }

    /// <summary>Draws the random numbers of the next pass.</summary>
    public void Draw()
    {
        _input.Draw();
        _network.Draw((int)Measurement.shape[2], (int)Measurement.shape[3]);
    }

    /// <summary>What is under the mark, 1xCxHxW; belongs to the caller's dispose scope.</summary>
    public Tensor Forward() => _network.Forward(_input.Value);

    public void Dispose()
    {
        Measurement.Dispose();
        _input.Dispose();
        _network.Dispose();
    }
}
