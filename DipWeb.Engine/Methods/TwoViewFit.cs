using DipWeb.Engine.Imaging;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>The two-view denoiser alone. Its picture is made by averaged weights, and only now and then, for no step needs it.</summary>
internal sealed class TwoViewFit : Fit
{
    private const int Looks = 10; // pictures of a run; more would cost as much as the steps where the picture is large
    private const double LossAveraging = 0.95;
    private const double EmptyWindow = 0.1; // of the whole picture's loss before anything is learnt; windows with less than that count less

    private readonly RestorationProblem _problem;
    private readonly TwoViewSpec _spec;
    private readonly ParameterBuffer _parameters = new();
    private readonly TwoViewLoss _loss;
    private readonly ParameterBuffer _averages = new(); // of the parameters
    private readonly TwoViewDenoiser _averaged; // by them
    private readonly Tensor _untaught; // what the loss would be if nothing were learnt; a scalar
    private readonly Tensor _level; // the averaged loss, as a share of what it was before anything was learnt; a scalar
    private int _steps;

    public TwoViewFit(RestorationProblem problem, torch.Generator generator)
    {
        _problem = problem;
        _spec = (TwoViewSpec)problem.Spec.Network; // the method and its network come together
        _averaged = new TwoViewDenoiser(_spec, problem.Channels, _averages);
        _loss = new TwoViewLoss(_spec, new TwoViewDenoiser(_spec, problem.Channels, _parameters), problem.Measurement!, problem.Believed, generator); // the problem keeps the measurement for this method
        _parameters.Allocate(generator);
        _averages.Allocate(_parameters.Values);
        _untaught = torch.zeros([], device: _parameters.Values.device).DetachFromDisposeScope();
        _level = torch.zeros(1, device: _parameters.Values.device).DetachFromDisposeScope();
    }

    public override ParameterBuffer Parameters => _parameters;

    public override bool IsSteady => _loss.HasOneShape;

    public override void Draw() => _loss.Draw();

    public override FitPass Forward()
    {
        var (loss, untaught) = _loss.Compute();
        _untaught.copy_(untaught);
        return new FitPass(null, null, loss);
    }

    /// <summary>The loss of many windows, and now and then a picture.</summary>
    public override FitPass Complete(FitPass pass)
    {
        var level = Level(pass.Loss.detach()) * _loss.Untaught;
        var isLast = _steps + 1 == _problem.Spec.Iterations;
        var isLooked = isLast || _steps % Math.Max(1, _problem.Spec.Iterations / Looks) == 0;
        var denoised = isLooked ? Denoised(isLast) : null;
        return new FitPass(denoised?.clamp(0, 1), denoised, level);
    }

    public override void Step()
    {
        using var noGradient = torch.no_grad();
        _averages.Values.lerp_(_parameters.Values, 1 - IterateAverage.Kept(_spec.Averaging, _steps));
        _steps++;
    }

    public override float[] LearntParameters() => TensorImage.ToArray(_averages.Values);

    public override float[] Capture() => [_steps, _level.item<float>(), .. LearntParameters()];

    public override void Restore(float[] state)
    {
        _steps = (int)state[0];
        _level.fill_(state[1]);
        _averages.Values.copy_(TensorImage.FromArray(state.AsSpan(2), state.Length - 2));
    }

    protected override void Dispose(bool disposing)
    {
        _level.Dispose();
        _untaught.Dispose();
        _averages.Dispose();
        _loss.Dispose();
        _parameters.Dispose();
    }

    /// <summary>As measured before anything is learnt: an untrained network would only tint it.</summary>
    private Tensor Denoised(bool isFinal) =>
        _steps == 0 ? _problem.Measurement!.clone() : _averaged.Denoise(_problem.Measurement!, isFinal); // the problem keeps it for this method

    /// <summary>One window has ten times the loss of the next: what it has become of what it was is alike.</summary>
    private Tensor Level(Tensor loss)
    {
        using var noGradient = torch.no_grad();
        var empty = Math.Max(1e-12, EmptyWindow * _loss.Untaught);
        return _level.lerp_((loss + empty) / (_untaught + empty), _spec.Window is null ? 1 : 1 - IterateAverage.Kept(LossAveraging, _steps)).squeeze();
    }
}
