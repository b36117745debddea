using DipWeb.Engine.Devices;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Methods;
using DipWeb.Engine.Specs;
using DipWeb.Engine.StopRules;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>Everything of a run that changes with its iterations. Owns the fit, the optimizer, the averages, the stop rule and the generator.</summary>
internal sealed class RunState : IDisposable
{
    private readonly RestorationSpec _spec;
    private readonly torch.Generator _generator;
    private readonly Tensor _loss; // scalar

    public RunState(RestorationProblem problem)
    {
        using var scope = torch.NewDisposeScope();
        var device = ComputeDevice.Current;
        long[] shape = [1, problem.Channels, problem.Height, problem.Width];
        _spec = problem.Spec;
        _generator = new torch.Generator(unchecked((ulong)_spec.Seed), torch.CPU);
        Fit = Fit.Create(problem, _generator);
        Adam = new FlatAdam(Fit.Parameters);
        Average = new IterateAverage(_spec.Averaging, shape, device);
        Best = new BestIterate(shape, device);
        StopRule = StopRuleFactory.Create(problem, _generator);
        _loss = torch.full(1, float.PositiveInfinity, device: device).DetachFromDisposeScope();
        LearningRate = _spec.LearningRate;
    }

    public Fit Fit { get; }

    public FlatAdam Adam { get; }

    public IterateAverage Average { get; }

    public BestIterate Best { get; }

    public StopRule StopRule { get; }

    /// <summary>PSNR of the best iterate, estimated without a reference, dB; null where the rule cannot tell.</summary>
    public double? BestEstimate { get; private set; }

    /// <summary>Iterations done.</summary>
    public int Iteration { get; private set; }

    /// <summary>The step size before its schedule.</summary>
    public double LearningRate { get; set; }

    /// <summary>How often the divergence guard rolled back.</summary>
    public int RollBacks { get; set; }

    /// <summary>One optimizer step upon gradients that are there, and the iterate into the average.</summary>
    public void Advance(FitPass pass)
    {
        Adam.Step(Iteration + 1, LearningRate * ScheduledShare());
        Fit.Step();
        using (torch.no_grad())
        {
            _loss.copy_(pass.Loss);
        }

        Iteration++;
        if (pass is { Iterate: { } iterate, Prediction: { } prediction })
        {
            Average.Add(iterate.detach(), averaged: Iteration - 1);
            StopRule.Observe(new Observation(Iteration, iterate.detach(), prediction.detach(), pass.Loss.detach()));
        }
    }

    /// <summary>Lets the stop rule look at its interval, and keeps the iterate that it likes.</summary>
    /// <returns>Whether the run is over.</returns>
    public bool Judge()
    {
        if (Iteration % StopRule.Interval != 0)
        {
            return false;
        }

        var verdict = StopRule.Look(Iteration, Average.Value);
        if (verdict.IsBest)
        {
            Best.Keep(Average.Value, Iteration);
            BestEstimate = StopRule.EstimatedPsnr;
        }

        return verdict.IsOver;
    }

    /// <summary>Loss of the latest iteration. Waits for the device, so ask at the report interval only.</summary>
    public double ReadLoss() => _loss.item<float>();

    /// <summary>The tensors that make up most of the state, as they are at any time.</summary>
    public IReadOnlyList<Tensor> Tensors =>
        [Fit.Parameters.Values, Adam.FirstMoment, Adam.SecondMoment, Average.Value, Best.Value, .. StopRule.Samples is { } samples ? [samples] : Array.Empty<Tensor>()];

    public Checkpoint Capture() => Capture(TensorImage.ToArray);

    /// <summary>The state but for its <see cref="Tensors"/>.</summary>
    public Checkpoint CaptureNumbers() => Capture(_ => []);

    /// <summary>Goes back to a checkpoint, whole: parameters, moments, averages, stop rule, generator, rate.</summary>
    /// <exception cref="EngineException">The checkpoint belongs to another network, picture size or stop rule.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        using var scope = torch.NewDisposeScope();
        if (checkpoint.Parameters.Length != Fit.Parameters.Count
            || checkpoint.Average.Length != Average.Value.numel()
            || checkpoint.Fit.Length != Fit.Capture().Length
            || checkpoint.StopRule.Numbers.Length != StopRule.Capture(_ => []).Numbers.Length
            || checkpoint.StopRule.Samples.Length != (StopRule.Samples?.numel() ?? 0))
        {
            throw new EngineException("The checkpoint belongs to another network, to another stop rule or to a picture of another size.");
        }

        using var noGradient = torch.no_grad();
        Fit.Parameters.Values.copy_(TensorImage.FromArray(checkpoint.Parameters, Fit.Parameters.Count));
        Adam.FirstMoment.copy_(TensorImage.FromArray(checkpoint.FirstMoment, Fit.Parameters.Count));
        Adam.SecondMoment.copy_(TensorImage.FromArray(checkpoint.SecondMoment, Fit.Parameters.Count));
        Average.Value.copy_(TensorImage.FromArray(checkpoint.Average, Average.Value.shape));
        if (checkpoint.Best.Length > 0)
        {
            Best.Value.copy_(TensorImage.FromArray(checkpoint.Best, Best.Value.shape));
        }

        RestoreNumbers(checkpoint);
    }

    /// <summary>Goes back to what <see cref="CaptureNumbers"/> captured; the <see cref="Tensors"/> are as they were then.</summary>
    public void RestoreNumbers(Checkpoint checkpoint)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        Fit.Parameters.Gradients.zero_();
        Fit.Restore(checkpoint.Fit);
        Best.Iteration = checkpoint.BestIteration;
        BestEstimate = checkpoint.BestEstimate;
        StopRule.Restore(checkpoint.StopRule);
        _loss.fill_(checkpoint.Loss);
        _generator.set_state(torch.tensor(checkpoint.GeneratorState));
        Iteration = checkpoint.Iteration;
        LearningRate = checkpoint.LearningRate;
        RollBacks = checkpoint.RollBacks;
    }

    public void Dispose()
    {
        _loss.Dispose();
        StopRule.Dispose();
        Best.Dispose();
        Average.Dispose();
        Adam.Dispose();
        Fit.Dispose();
        _generator.Dispose();
    }

    /// <param name="values">What is captured of a tensor.</param>
    private Checkpoint Capture(Func<Tensor, float[]> values)
    {
        using var scope = torch.NewDisposeScope();
        return new Checkpoint
        {
            Iteration = Iteration,
            LearningRate = LearningRate,
            RollBacks = RollBacks,
            Loss = ReadLoss(),
            BestIteration = Best.Iteration,
            BestEstimate = BestEstimate,
            GeneratorState = _generator.get_state().bytes.ToArray(),
            Parameters = values(Fit.Parameters.Values),
            FirstMoment = values(Adam.FirstMoment),
            SecondMoment = values(Adam.SecondMoment),
            Average = values(Average.Value),
            Best = Best.Iteration == 0 ? [] : values(Best.Value),
            Fit = Fit.Capture(),
            StopRule = StopRule.Capture(values),
        };
    }

    /// <summary>Share of the step size that the schedule leaves for the next step.</summary>
    private double ScheduledShare()
    {
        const double Tail = 2 / 3d;
        const double Floor = 0.1;
        var done = (double)Iteration / _spec.Iterations;
        return _spec.Schedule switch
        {
            LearningRateSchedule.Constant => 1,
            LearningRateSchedule.HalvedAtThreeQuarters => done < 0.75 ? 1 : 0.5,
            LearningRateSchedule.CosineTail => done < Tail ? 1 : Floor + ((1 - Floor) * (1 + Math.Cos(Math.PI * Math.Min(1, (done - Tail) / (1 - Tail)))) / 2),
        };
    }
}
