using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>A small network f that learns to predict the noise of one picture y from two half-size views of it.</summary>
/// <remarks>
/// Zero-Shot Noise2Noise (Mansour and Heckel, CVPR 2023). The views D1 and D2 average the two diagonals of each 2x2 block, so they show the same with
/// independent noise. Loss: half of |D1 y - f(D1 y) - D2 y|² + |D2 y - f(D2 y) - D1 y|², plus half of the consistency
/// |D1 y - f(D1 y) - D1 (y - f(y))|² and the same for D2, each a mean over the blocks without a held-out pixel. The denoised picture is y - f(y).
/// Where the spec wants it, f sees what it is given turned at random, another way at each pass, and its noise is turned back.
/// </remarks>
internal sealed class TwoViewDenoiser : IDisposable
{
    private const double ProbeStep = 1 / 255d;

    private readonly ConvolutionLayer _first;
    private readonly ConvolutionLayer _second;
    private readonly ConvolutionLayer _last;
    private readonly Tensor _measurement; // y, 1xCxHxW
    private readonly Tensor _diagonal; // Cx1x2x2, as the other
    private readonly Tensor _antidiagonal;
    private readonly Tensor _oneView; // 1xCx(H/2)x(W/2), as the other
    private readonly Tensor _otherView;
    private readonly Tensor? _judged; // 1x1x(H/2)x(W/2) of 1 and 0, over its mean; null: everything
    private readonly torch.Generator? _turns; // null: the picture is never turned
    private Orientation _orientation; // of the latest pass

    /// <param name="spec">The network f.</param>
    /// <param name="measurement">y, 1xCxHxW, of even sides; copied.</param>
    /// <param name="believed">1x1xHxW: 0 at pixels that the loss shall not see; null for none.</param>
    /// <param name="parameters">Where the network declares its parameters; not yet allocated.</param>
    /// <param name="generator">Draws how the picture is turned; outlives the denoiser.</param>
    public TwoViewDenoiser(TwoViewSpec spec, Tensor measurement, Tensor? believed, ParameterBuffer parameters, torch.Generator generator)
    {
        _turns = spec.IsTurned ? generator : null;
        var channels = measurement.shape[1];
        _first = new ConvolutionLayer(parameters, (int)channels, spec.Width, kernel: 3);
        _second = new ConvolutionLayer(parameters, spec.Width, spec.Width, kernel: 3);
        _last = new ConvolutionLayer(parameters, spec.Width, (int)channels, kernel: 1);
        using var scope = torch.NewDisposeScope();
        _measurement = measurement.clone().DetachFromDisposeScope();
        _diagonal = torch.tensor([0.5f, 0, 0, 0.5f], [1, 1, 2, 2]).to(ComputeDevice.Current).repeat(channels, 1, 1, 1).DetachFromDisposeScope();
        _antidiagonal = _diagonal.flip(3).contiguous().DetachFromDisposeScope();
        _oneView = View(_measurement, _diagonal).DetachFromDisposeScope();
        _otherView = View(_measurement, _antidiagonal).DetachFromDisposeScope();
        var judged = believed is null ? null : 1 - torch.nn.functional.max_pool2d(1 - believed, 2);
        _judged = judged?.div(judged.mean()).DetachFromDisposeScope();
    }

    /// <summary>One pass forward.</summary>
    /// <returns>The denoised picture, 1xCxHxW, which may leave [0, 1]; and the loss, a scalar with a gradient.</returns>
    public (Tensor Denoised, Tensor Loss) Forward()
    {
        _orientation = _turns is null ? default : Orientation.Draw(_turns);
        var one = _oneView - Noise(_oneView);
        var other = _otherView - Noise(_otherView);
        var whole = _measurement - Noise(_measurement);
        var agreement = Distance(one, _otherView) + Distance(other, _oneView);
        var consistency = Distance(one, View(whole, _diagonal)) + Distance(other, View(whole, _antidiagonal));
        return (whole, (agreement + consistency) / 2);
    }

    /// <summary>How the denoised picture of the latest pass moves with the measurement, per unit.</summary>
    /// <param name="probe">Where the measurement moves to, 1xCxHxW.</param>
    /// <returns>1xCxHxW.</returns>
    public Tensor Response(Tensor probe)
    {
        using var noGradient = torch.no_grad();
        return probe - ((Noise(_measurement + (probe * ProbeStep)) - Noise(_measurement)) / ProbeStep);
    }

    public void Dispose()
    {
        _judged?.Dispose();
        _otherView.Dispose();
        _oneView.Dispose();
        _antidiagonal.Dispose();
        _diagonal.Dispose();
        _measurement.Dispose();
    }

    private static Tensor View(Tensor picture, Tensor kernel) =>
        torch.nn.functional.conv2d(picture, kernel, strides: [2, 2], groups: kernel.shape[0]);

    private Tensor Distance(Tensor one, Tensor other)
    {
        var squares = (one - other).square();
        return (_judged is null ? squares : squares * _judged).mean();
    }

    private Tensor Noise(Tensor picture)
    {
        var turned = _orientation.Turn(picture);
        return _orientation.TurnBack(_last.Forward(Activation.Apply(_second.Forward(Activation.Apply(_first.Forward(turned))))));
    }
}
