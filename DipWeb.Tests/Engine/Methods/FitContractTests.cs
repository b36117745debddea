using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Methods;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Methods;

/// <summary>What every fit must do. A new one joins by one entry.</summary>
[NoTensorLeaks]
public sealed class FitContractTests
{
    private const int Side = 24;

    private static readonly Dictionary<string, RestorationSpec> Specs = new()
    {
        ["decoder"] = SmallSpecs.Denoise(4),
        ["hourglass"] = SmallSpecs.Denoise(4, SmallSpecs.Hourglass),
        ["coordinates"] = SmallSpecs.Denoise(4, SmallSpecs.CoordinateHourglass),
        ["guided"] = SmallSpecs.Denoise(4, SmallSpecs.Hourglass with { InputChannels = 3 }) with { Method = RestorationMethod.GuidedPrior },
        ["sparse error"] = SmallSpecs.Denoise(4) with { HasSparseError = true },
        ["fewer pixels"] = SmallSpecs.SuperResolve(new Ratio(2, 1), 4),
        ["hole"] = SmallSpecs.Inpaint(4),
        ["layers"] = SmallSpecs.Layers(4),
        ["two views"] = SmallSpecs.TwoViews(4),
    };

    public static TheoryData<string> Names => [.. Specs.Keys];

    public static TheoryData<string> Steady => [.. Specs.Keys.Where(name => Specs[name].Method != RestorationMethod.TwoViews)];

    /// <summary>A recording of one pass stands for all of them only if nothing but the draw makes them differ.</summary>
    [Theory]
    [MemberData(nameof(Steady))]
    public void Forward_WithoutADrawBetween_IsTheSame(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var problem = Problem(name);
        using var generator = new torch.Generator(1, torch.CPU);
        using var fit = Fit.Create(problem, generator);

        fit.Draw();
        var first = fit.Forward();
        var again = fit.Forward();

        Assert.True(fit.IsSteady);
        Assert.Equal(first.Loss.item<float>(), again.Loss.item<float>());
        Assert.Equal(first.Iterate!.data<float>().ToArray(), again.Iterate!.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Next_AfterARehearsal_IsTheFitsOwnPass(string name)
    {
        var (expected, _) = Run(name, rehearsed: false);
        var (loss, gradients) = Run(name, rehearsed: true);

        Assert.Equal(expected, loss, 5);
        Assert.Contains(gradients, gradient => gradient != 0);
    }

    private static (float Loss, float[] Gradients) Run(string name, bool rehearsed)
    {
        using var scope = torch.NewDisposeScope();
        using var problem = Problem(name);
        using var run = new RunState(problem);
        using var passes = new FitPasses(run.Fit);
        var start = run.Capture();
        if (rehearsed)
        {
            passes.Rehearse();
            run.Restore(start);
        }

        var pass = passes.Next();

        return (pass.Loss.item<float>(), run.Fit.Parameters.Gradients.data<float>().ToArray());
    }

    private static RestorationProblem Problem(string name) => new(new RestorationRequest
    {
        Spec = Specs[name],
        Measurement = SyntheticImages.Waves(Side, Side),
        KnownMask = Specs[name].KnownPixels is KnownPixels.Painted ? new KnownMask(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(i % 7 == 0 ? 0 : 1))]) : null,
        Guide = Specs[name].Method == RestorationMethod.GuidedPrior ? SyntheticImages.Waves(Side, Side) : null,
    });
}
