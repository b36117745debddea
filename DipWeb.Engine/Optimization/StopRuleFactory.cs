using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;
using DipWeb.Engine.StopRules;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The stop rule that a spec names, for a problem.</summary>
internal static class StopRuleFactory
{
    /// <param name="problem">What the rule watches; outlives it.</param>
    /// <param name="generator">Chooses what it looks at.</param>
    public static StopRule Create(RestorationProblem problem, torch.Generator generator)
    {
        var spec = problem.Spec.StopRule;
        var variance = Math.Pow(problem.Findings.NoiseDeviation ?? 0, 2);
        return spec.Kind switch
        {
            StopRuleKind.HoldOut or StopRuleKind.Plateau when problem.HeldOut is { } heldOut =>
                new HoldOutRule(
                    spec,
                    heldOut,
                    new IterateAverage(problem.Spec.Averaging, heldOut.Shape, ComputeDevice.Current),
                    problem.AtHeldOut,
                    problem.ErrorEstimate,
                    isRobust: problem.Spec.Fidelity == Fidelity.Absolute),
            StopRuleKind.WindowedVariance => new WindowedVarianceRule(spec, Subset(), ComputeDevice.Current),
            StopRuleKind.MovingVariance => new MovingVarianceRule(spec, Subset(), ComputeDevice.Current),
            StopRuleKind.Discrepancy => new DiscrepancyRule(variance, ComputeDevice.Current),
            StopRuleKind.Fixed or StopRuleKind.HoldOut or StopRuleKind.Plateau => new FixedRule(), // with nothing held out there is nothing to see
        };

        PixelSubset Subset() => new(problem.Channels, problem.Height * problem.Width, generator, ComputeDevice.Current);
    }
}
