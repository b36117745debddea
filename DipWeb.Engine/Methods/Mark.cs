using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>The unknown mark: its shape in [0, 1], 0 where nothing is marked, made by a network, one opacity in (0, 0.9) and one colour.</summary>
internal sealed class Mark : IDisposable
{
    private const double LargestOpacity = 0.9; // what is taken off is divided by 1 - a, which amplifies errors ten times at most
    private const double FirstOpacity = 0.36; // where the search for it begins
    private const double Odds = 0.05; // a network begins near a half everywhere: so much of a mark is driven to 0 before it takes on a shape
    private const double Pace = 4; // the one colour and opacity may move faster than the many weights
    private const double SurestColour = 0.94; // from 0 or 1 a sigmoid would never return

    private readonly GeneratorNetwork _network;
    private readonly InputPerturbation _input;
    private readonly ParameterSlot _opacity; // 1, how far the opacity has moved from where it began, before the sigmoid
    private readonly ParameterSlot _colour; // 1xCx1x1, the same of the colour
    private readonly Tensor _start; // as the colour, before the sigmoid
    private readonly Tensor _marked; // 1x1xHxW

    /// <param name="problem">What is fitted to, with a mask; outlives the mark.</param>
    /// <param name="parameters">Where the mark declares its parameters; outlives it.</param>
    /// <param name="generator">Draws the network's input and its perturbations; outlives the mark.</param>
    public Mark(RestorationProblem problem, ParameterBuffer parameters, torch.Generator generator)
    {
        var spec = (LayeredSpec)problem.Spec.Network; // the method and its network come together
        _network = GeneratorNetwork.Create(spec.Opacity, channels: 1, parameters, generator, ComputeDevice.FeatureType(problem.Spec.Precision));
        _input = InputPerturbation.Around(
            _network.InputShape(problem.Height, problem.Width), _network.IsChannelsLast, problem.Spec.InputNoise, generator, ComputeDevice.Current);
        _opacity = parameters.DeclareConstant(0, 1);
        _colour = parameters.DeclareConstant(0, 1, problem.Channels, 1, 1);
        var colour = problem.Channels == 1 ? [spec.Colour.Average()] : spec.Colour;
        _start = torch.tensor([.. colour.Select(Logit)], [1, problem.Channels, 1, 1], device: ComputeDevice.Current).DetachFromDisposeScope();
        _marked = problem.Marked!.alias().DetachFromDisposeScope(); // the problem has it for this method
    }

    /// <summary>Draws the random numbers of the next pass.</summary>
    public void Draw()
    {
        _input.Draw();
        _network.Draw((int)_marked.shape[2], (int)_marked.shape[3]);
    }

    public MarkLayer Forward()
    {
        var shape = Shape(_network.Forward(_input.Value)) * _marked;
        var opacity = ((_opacity.Value * Pace) + Logit(FirstOpacity / LargestOpacity)).sigmoid() * LargestOpacity;
        return new MarkLayer(shape * opacity, ((_colour.Value * Pace) + _start).sigmoid(), shape);
    }

    public void Dispose()
    {
        _marked.Dispose();
        _start.Dispose();
        _input.Dispose();
        _network.Dispose();
    }

    /// <summary>The share whose odds s / (1 - s) are a fixed fraction of the network's.</summary>
    private static Tensor Shape(Tensor share) => share * Odds / (1 - (share * (1 - Odds)));

    private static float Logit(double share)
    {
        var moved = Math.Clamp(share, 1 - SurestColour, SurestColour);
        return (float)Math.Log(moved / (1 - moved));
    }
}
