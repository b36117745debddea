using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Optimization;

public sealed class DivergenceGuardTests
{
    [Fact]
    [NoTensorLeaks]
    public void Watch_ParametersBroken_RestoresEverythingAndHalvesTheRate()
    {
        using var run = new RunState(SmallSpecs.Denoise(1000), channels: 3, height: 16, width: 16);
        var guard = new DivergenceGuard(run);
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
        Assert.Equal(sound.LearningRate / 2, restored.LearningRate);
    }

    [Fact]
    [NoTensorLeaks]
    public void Watch_BrokenAFourthTime_GivesUpAtTheLastSoundState()
    {
        using var run = new RunState(SmallSpecs.Denoise(1000), channels: 1, height: 16, width: 16);
        var guard = new DivergenceGuard(run);
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

    private static void Break(RunState run)
    {
        using var noGradient = torch.no_grad();
        run.Network.Parameters.Values.fill_(float.NaN);
    }

    private static void Advance(RunState run, int iterations)
    {
        using var target = TensorImage.ToTensor(SyntheticImages.Waves(16, 16, (int)run.Average.Value.shape[1]), torch.CPU);
        for (var i = 0; i < iterations; i++)
        {
            using var scope = torch.NewDisposeScope();
            var iterate = run.Network.Forward(run.Input.Next());
            var loss = (iterate - target).square().mean();
            loss.backward();
            run.Advance(iterate.detach(), loss.detach());
        }
    }
}
