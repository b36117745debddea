using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Optimization;

[NoTensorLeaks]
public sealed class RestorationProblemTests
{
    private const int Side = 48;

    [Theory]
    [InlineData(true, 0, 0.05)]
    [InlineData(false, 0.1, 0.2)]
    public void AtHeldOut_FineStripesThatThePredictionMissed_AreThereWhereKnownPixelsCarryOver(bool keepsKnownPixels, double least, double most)
    {
        using var scope = torch.NewDisposeScope();
        var clean = SyntheticImages.Filled(1, Side, Side, (_, y, x) => 0.5f + (0.2f * MathF.Sin(1.2f * x)));
        var known = new KnownMask(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(SyntheticDamage.Uniform(i) < 0.6 ? 1 : 0))]);
        var spec = SmallSpecs.Inpaint(1) with
        {
            KeepsKnownPixels = keepsKnownPixels, StopRule = new StopRuleSpec { Kind = StopRuleKind.Plateau, HoldOutShare = 0.05 },
        };
        using var problem = new RestorationProblem(new RestorationRequest { Spec = spec, Measurement = clean, KnownMask = known });
        var heldOut = Assert.IsType<DipWeb.Engine.StopRules.HoldOut>(problem.HeldOut);

        var missed = problem.AtHeldOut(torch.full([1, 1, problem.Height, problem.Width], 0.5f)) - heldOut.Measured;

        Assert.InRange(missed.square().mean().sqrt().item<float>(), least, most); // of 0.14
    }
}
