using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>Zero-Shot Noise2Noise: a small network f learns to predict the noise, from two half-size views of the one picture.</summary>
/// <remarks>
/// Mansour and Heckel, CVPR 2023. The views D1 and D2 average the two diagonals of each 2x2 block, so they show the same with
/// independent noise. Loss: half of |D1 y - f(D1 y) - D2 y|² + |D2 y - f(D2 y) - D1 y|², plus half of the consistency
/// |D1 y - f(D1 y) - D1 (y - f(y))|² and the same for D2, each a mean over samples. The iterate is y - f(y).
/// </remarks>
internal sealed class TwoViewFit : Fit
{
    private readonly ParameterBuffer _parameters = new();
    private readonly ConvolutionLayer _first;
    private readonly ConvolutionLayer _second;
    private readonly ConvolutionLayer _last;
    private readonly Tensor _measurement; // 1xCxHxW
    private readonly Tensor _diagonal; // Cx1x2x2, as the other
    private readonly Tensor _antidiagonal;
    private readonly Tensor _oneView; // 1xCx(H/2)x(W/2), as the other
    private readonly Tensor _otherView;

    public TwoViewFit(RestorationProblem problem, torch.Generator generator)
    {
        var spec = (TwoViewSpec)problem.Spec.Network; // the method and its network come together
        var channels = problem.Channels;
        _first = new ConvolutionLayer(_parameters, channels, spec.Width, kernel: 3);
        _second = new ConvolutionLayer(_parameters, spec.Width, spec.Width, kernel: 3);
        _last = new ConvolutionLayer(_parameters, spec.Width, channels, kernel: 1);
        _parameters.Allocate(generator);
        using var scope = torch.NewDisposeScope();
        _measurement = problem.Measurement!.clone().DetachFromDisposeScope(); // the problem keeps it for this method
        _diagonal = torch.tensor([0.5f, 0, 0, 0.5f], [1, 1, 2, 2]).to(ComputeDevice.Current).repeat(channels, 1, 1, 1).DetachFromDisposeScope();
        _antidiagonal = _diagonal.flip(3).contiguous().DetachFromDisposeScope();
        _oneView = View(_measurement, _diagonal).DetachFromDisposeScope();
        _otherView = View(_measurement, _antidiagonal).DetachFromDisposeScope();
    }

    public override ParameterBuffer Parameters => _parameters;

    public override FitPass Forward()
    {
        var one = _oneView - Noise(_oneView);
        var other = _otherView - Noise(_otherView);
        var whole = _measurement - Noise(_measurement);
        var agreement = Distance(one, _otherView) + Distance(other, _oneView);
        var consistency = Distance(one, View(whole, _diagonal)) + Distance(other, View(whole, _antidiagonal));
        return new FitPass(whole.clamp(0, 1), whole, (agreement + consistency) / 2);
    }

    protected override void Dispose(bool disposing)
    {
        _otherView.Dispose();
        _oneView.Dispose();
        _antidiagonal.Dispose();
        _diagonal.Dispose();
        _measurement.Dispose();
        _parameters.Dispose();
    }

    private static Tensor View(Tensor picture, Tensor kernel) =>
        torch.nn.functional.conv2d(picture, kernel, strides: [2, 2], groups: kernel.shape[0]);

    private static Tensor Distance(Tensor one, Tensor other) => (one - other).square().mean();

    private Tensor Noise(Tensor picture) =>
        _last.Forward(Activation.Apply(_second.Forward(Activation.Apply(_first.Forward(picture)))));
}
