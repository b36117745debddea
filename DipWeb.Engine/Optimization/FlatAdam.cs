using DipWeb.Engine.Networks;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>Adam (Kingma and Ba 2015; betas 0.9 and 0.999, epsilon 1e-8) on one flat buffer: a handful of operations a step.</summary>
internal sealed class FlatAdam : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    private readonly ParameterBuffer _parameters;
    private readonly Tensor _scratch;

    public FlatAdam(ParameterBuffer parameters)
    {
        _parameters = parameters;
        FirstMoment = torch.zeros_like(parameters.Values).DetachFromDisposeScope();
        SecondMoment = torch.zeros_like(parameters.Values).DetachFromDisposeScope();
        _scratch = torch.empty_like(parameters.Values).DetachFromDisposeScope();
    }

    public Tensor FirstMoment { get; }

    public Tensor SecondMoment { get; }

    /// <summary>One step down the gradient, which is cleared afterwards.</summary>
    /// <param name="step">Number of this step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    public void Step(int step, double learningRate)
    {
        using var noGradient = torch.no_grad();
        var gradients = _parameters.Gradients;
        FirstMoment.mul_(FirstDecay).add_(gradients, 1 - FirstDecay);
        SecondMoment.mul_(SecondDecay).addcmul_(gradients, gradients, 1 - SecondDecay);
        _scratch.copy_(SecondMoment).sqrt_().div_(Math.Sqrt(1 - Math.Pow(SecondDecay, step))).add_(Epsilon);
        _parameters.Values.addcdiv_(FirstMoment, _scratch, -learningRate / (1 - Math.Pow(FirstDecay, step)));
        gradients.zero_();
    }

    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
        _scratch.Dispose();
    }
}
