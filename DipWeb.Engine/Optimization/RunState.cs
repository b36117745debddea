using DipWeb.Engine.Devices;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Networks;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>Everything of a run that changes with its iterations. Owns the network, the optimizer, the average and the generator.</summary>
internal sealed class RunState : IDisposable
{
    private readonly torch.Generator _generator;
    private readonly Tensor _loss; // scalar

    public RunState(Specs.RestorationSpec spec, int channels, int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        var device = ComputeDevice.Current;
        _generator = new torch.Generator(unchecked((ulong)spec.Seed), device);
        Network = GeneratorNetwork.Create(spec.Network, channels, _generator);
        Input = new InputPerturbation(Network.InputShape(height, width), Network.IsChannelsLast, spec.InputNoise, _generator, device);
        Adam = new FlatAdam(Network.Parameters);
        Average = new IterateAverage(spec.Averaging, [1, channels, height, width], device);
        _loss = torch.full(1, float.PositiveInfinity, device: device).DetachFromDisposeScope();
        LearningRate = spec.LearningRate;
    }

    public GeneratorNetwork Network { get; }

    public InputPerturbation Input { get; }

    public FlatAdam Adam { get; }

    public IterateAverage Average { get; }

    /// <summary>Iterations done.</summary>
    public int Iteration { get; private set; }

    public double LearningRate { get; set; }

    /// <summary>How often the divergence guard rolled back.</summary>
    public int RollBacks { get; set; }

    /// <summary>One optimizer step upon gradients that are there, and the iterate into the average.</summary>
    public void Advance(Tensor iterate, Tensor loss)
    {
        Adam.Step(Iteration + 1, LearningRate);
        Average.Add(iterate, averaged: Iteration);
        using (torch.no_grad())
        {
            _loss.copy_(loss);
        }

        Iteration++;
    }

    /// <summary>Loss of the latest iteration. Waits for the device, so ask at the report interval only.</summary>
    public double ReadLoss() => _loss.item<float>();

    public Checkpoint Capture()
    {
        using var scope = torch.NewDisposeScope();
        return new Checkpoint
        {
            Iteration = Iteration,
            LearningRate = LearningRate,
            RollBacks = RollBacks,
            Loss = ReadLoss(),
            GeneratorState = _generator.get_state().cpu().data<byte>().ToArray(),
            Parameters = TensorImage.ToArray(Network.Parameters.Values),
            FirstMoment = TensorImage.ToArray(Adam.FirstMoment),
            SecondMoment = TensorImage.ToArray(Adam.SecondMoment),
            Average = TensorImage.ToArray(Average.Value),
        };
    }

    /// <summary>Goes back to a checkpoint, whole: parameters, moments, average, generator, rate.</summary>
    /// <exception cref="EngineException">The checkpoint belongs to another network or picture size.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        if (checkpoint.Parameters.Length != Network.Parameters.Count || checkpoint.Average.Length != Average.Value.numel())
        {
            throw new EngineException("The checkpoint belongs to another network or to a picture of another size.");
        }

        Network.Parameters.Values.copy_(torch.tensor(checkpoint.Parameters));
        Network.Parameters.Gradients.zero_();
        Adam.FirstMoment.copy_(torch.tensor(checkpoint.FirstMoment));
        Adam.SecondMoment.copy_(torch.tensor(checkpoint.SecondMoment));
        Average.Value.copy_(torch.tensor(checkpoint.Average).view(Average.Value.shape));
        _loss.fill_(checkpoint.Loss);
        _generator.set_state(torch.tensor(checkpoint.GeneratorState));
        Iteration = checkpoint.Iteration;
        LearningRate = checkpoint.LearningRate;
        RollBacks = checkpoint.RollBacks;
    }

    public void Dispose()
    {
        _loss.Dispose();
        Average.Dispose();
        Adam.Dispose();
        Input.Dispose();
        Network.Dispose();
        _generator.Dispose();
    }
}
