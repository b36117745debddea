using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>The two-view denoiser alone.</summary>
internal sealed class TwoViewFit : Fit
{
    private readonly ParameterBuffer _parameters = new();
    private readonly TwoViewDenoiser _denoiser;

    public TwoViewFit(RestorationProblem problem, torch.Generator generator)
    {
        // The method and its network come together, and the problem keeps the measurement for this method.
        _denoiser = new TwoViewDenoiser((TwoViewSpec)problem.Spec.Network, problem.Measurement!, believed: null, _parameters, generator);
        _parameters.Allocate(generator);
    }

    public override ParameterBuffer Parameters => _parameters;

    public override FitPass Forward()
    {
        var (denoised, loss) = _denoiser.Forward();
        return new FitPass(denoised.clamp(0, 1), denoised, loss);
    }

    protected override void Dispose(bool disposing)
    {
        _denoiser.Dispose();
        _parameters.Dispose();
    }
}
