using DipWeb.Engine.Networks;
using DipWeb.Engine.Objectives;
using DipWeb.Engine.Optimization;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>A picture x under a semi-transparent mark of opacity a and colour w: (1 - a) x + a w shall meet the measurement y.</summary>
/// <remarks>
/// After Gandelsman, Shocher and Irani, “Double-DIP”, CVPR 2019, with a mark of one colour. Any a explains a single picture, so
/// beside the two networks there are explicit priors, as means over the picture of what they are where it is marked: 0.2 |∇x|,
/// 0.08 |∇a| |w - x| and 0.003 a |w - x|, the last two being the contrast of the mark's edges and the mark itself as they are seen. Marks have one opacity, so a is
/// that times a shape s, and once s has formed, 0.05 s (1 - s) |w - x| comes in little by little. The x of these terms and of the iterate is
/// (y - a w) / (1 - a), which keeps the detail that the network is too smooth for. A second picture under the same mark has
/// an x of its own. The weights were chosen on pictures of Set5.
/// </remarks>
internal sealed class LayeredFit : Fit
{
    private const double OpacityWeight = 0.003;
    private const double PictureWeight = 0.2;
    private const double MarkWeight = 0.08;
    private const double EvennessWeight = 0.05;
    private const double FirstEven = 0.4; // share of the iterations that the shape has to form
    private const double WhollyEven = 0.9;

    private readonly RestorationProblem _problem;
    private readonly ParameterBuffer _parameters = new();
    private readonly MarkedPicture _picture;
    private readonly MarkedPicture? _second;
    private readonly Mark _mark;
    private readonly double _knownShare;
    private readonly Tensor _evenness; // its weight at present; a scalar
    private int _steps;

    public LayeredFit(RestorationProblem problem, torch.Generator generator)
    {
        _problem = problem;
        _picture = new MarkedPicture(problem.Measurement!, problem, _parameters, generator); // the problem has it for this method
        _second = problem.Guide is { } guide ? new MarkedPicture(guide, problem, _parameters, generator) : null;
        _mark = new Mark(problem, _parameters, generator);
        _parameters.Allocate(generator);
        using var scope = torch.NewDisposeScope();
        _evenness = torch.zeros([], device: problem.Marked!.device).DetachFromDisposeScope(); // the problem has it for this method
        _knownShare = 1 - problem.Marked!.mean().item<float>(); // as above
    }

    public override ParameterBuffer Parameters => _parameters;

    public override void Draw()
    {
        _mark.Draw();
        _picture.Draw();
        _second?.Draw();
        _evenness.fill_(EvennessWeight * Math.Clamp((((double)_steps / _problem.Spec.Iterations) - FirstEven) / (WhollyEven - FirstEven), 0, 1));
    }

    public override FitPass Forward()
    {
        var mark = _mark.Forward();
        var covered = mark.Cover(_picture.Forward());
        var iterate = mark.Uncover(_picture.Measurement);
        var around = _problem.Objective.Compare(covered);
        var loss = (around.Loss * _knownShare)
            + MeanWhereMarked(Distance(covered, _picture.Measurement) + Unlikeliness(iterate, mark));
        return new FitPass(iterate.clamp(0, 1), around.Prediction, _second is null ? loss : loss + OfSecond(_second, mark));
    }

    public override void Step() => _steps++;

    public override float[] Capture() => [_steps];

    public override void Restore(float[] state) => _steps = (int)state[0];

    protected override void Dispose(bool disposing)
    {
        _evenness.Dispose();
        _mark.Dispose();
        _second?.Dispose();
        _picture.Dispose();
        _parameters.Dispose();
    }

    /// <summary>Squared difference at each pixel, 1x1xHxW.</summary>
    private static Tensor Distance(Tensor one, Tensor other) => (one - other).square().mean([1], keepdim: true);

    private Tensor Unlikeliness(Tensor uncovered, MarkLayer mark)
    {
        var contrast = Distance(mark.Colour, uncovered.detach()).sqrt();
        var ofMark = (TotalVariation.At(mark.Opacity) * MarkWeight) + (mark.Opacity * OpacityWeight) + (mark.Shape * (1 - mark.Shape) * _evenness);
        return (TotalVariation.At(uncovered) * PictureWeight) + (ofMark * contrast);
    }

    private Tensor OfSecond(MarkedPicture picture, MarkLayer mark) =>
        Distance(mark.Cover(picture.Forward()), picture.Measurement).mean() + MeanWhereMarked(Unlikeliness(mark.Uncover(picture.Measurement), mark));

    private Tensor MeanWhereMarked(Tensor terms) => (terms * _problem.Marked!).mean(); // the problem has it for this method
}
