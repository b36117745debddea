using DipWeb.Engine;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Optimization;

public sealed class DivergenceGuardTests
{
    [Fact]
    [NoTensorLeaks]
    public void Watch_ParametersBroken_RestoresEverythingAndHalvesTheRate()
    {
        using var problem = ProblemOf(channels: 3);
        using var run = new RunState(problem);
        using var guard = new DivergenceGuard(run);
        Advance(run, DivergenceGuard.Interval);
        Assert.True(guard.Watch());
        var sound = run.Capture();

        Break(run);
        Advance(run, DivergenceGuard.Interval);
        var survived = guard.Watch();

        var restored = run.Capture();
        Assert.True(survived);
        Assert.Equal(sound.Iteration, restored.Iteration);
        Assert.Equal(sound.Parameters, restored.Parameters);
        Assert.Equal(sound.FirstMoment, restored.FirstMoment);
        Assert.Equal(sound.SecondMoment, restored.SecondMoment);
        Assert.Equal(sound.Average, restored.Average);
        Assert.Equal(sound.GeneratorState, restored.GeneratorState);
        Assert.Equal(sound.StopRule.Numbers, restored.StopRule.Numbers);
        Assert.NotEmpty(sound.StopRule.Samples);
        Assert.Equal(sound.StopRule.Samples, restored.StopRule.Samples);
        Assert.Equal(sound.LearningRate / 2, restored.LearningRate);
    }

    [Fact]
    [NoTensorLeaks]
    public void Watch_BrokenAFourthTime_GivesUpAtTheLastSoundState()
    {
        using var problem = ProblemOf(channels: 1);
        using var run = new RunState(problem);
        using var guard = new DivergenceGuard(run);
        Advance(run, DivergenceGuard.Interval);
        Assert.True(guard.Watch());
        var sound = run.Capture();

        var outcomes = new List<bool>();
        for (var time = 0; time < 4; time++)
        {
            Break(run);
            Advance(run, DivergenceGuard.Interval);
            outcomes.Add(guard.Watch());
        }

        Assert.Equal([true, true, true, false], outcomes);
        Assert.Equal(sound.Average, run.Capture().Average);
    }

    private static RestorationProblem ProblemOf(int channels) =>
        new(new RestorationRequest { Spec = SmallSpecs.Denoise(1000) with { StopRule = new StopRuleSpec { Kind = StopRuleKind.MovingVariance, Start = 10, Patience = 100 } }, Measurement = SyntheticImages.Waves(16, 16, channels) });

    private static void Break(RunState run)
    {
        using var noGradient = torch.no_grad();
        run.Fit.Parameters.Values.fill_(float.NaN);
    }

    private static void Advance(RunState run, int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            using var scope = torch.NewDisposeScope();
            run.Fit.Draw();
            var pass = run.Fit.Forward();
            pass.Loss.backward();
            run.Advance(pass);
        }
    }
}
