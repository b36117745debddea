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
        ["two views of the whole picture"] = SmallSpecs.TwoViews(4) with { Network = new TwoViewSpec { Width = 16, Window = null } },
    };

    public static TheoryData<string> Names => [.. Specs.Keys];

    /// <summary>A recording of one pass stands for all of them only if nothing but the draw makes them differ.</summary>
    [Theory]
    [MemberData(nameof(Names))]
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
        Assert.Equal(first.Iterate?.contiguous().data<float>().ToArray(), again.Iterate?.contiguous().data<float>().ToArray());
    }

    /// <summary>How much of the two-view denoiser is in the iterate changes during a run, so no recorded pass may contain it.</summary>
    [Fact]
    public void Complete_PictureOfTheTwoViewDenoiserBeside_MixesItInAndForwardDoesNot()
    {
        using var scope = torch.NewDisposeScope();
        var spec = SmallSpecs.Denoise(4) with { TwoViewShare = 0.5 };
        using var problem = new RestorationProblem(new RestorationRequest { Spec = spec, Measurement = SyntheticImages.Waves(Side, Side) });
        using var generator = new torch.Generator(1, torch.CPU);
        using var fit = Fit.Create(problem, generator);
        using var parameters = new DipWeb.Engine.Networks.ParameterBuffer();
        var denoiser = new TwoViewDenoiser(new TwoViewSpec { Width = 16 }, 3, parameters);
        parameters.Allocate(generator);
        fit.Draw();
        var before = fit.Forward();

        problem.AverageWith(denoiser);
        var after = fit.Forward();
        var completed = fit.Complete(after);

        Assert.Equal(before.Iterate!.contiguous().data<float>().ToArray(), after.Iterate!.contiguous().data<float>().ToArray());
        var expected = torch.lerp(after.Iterate.detach(), problem.Beside! + after.Iterate.detach() - after.Prediction!.detach(), 0.5).clamp(0, 1);
        Assert.True(torch.allclose(expected, completed.Iterate!));
        Assert.False(torch.allclose(after.Iterate, completed.Iterate!));
    }

    [Fact]
    public void IsSteady_WindowsOfAPictureThatIsTooLowForThem_IsFalse()
    {
        using var scope = torch.NewDisposeScope();
        using var problem = new RestorationProblem(new RestorationRequest { Spec = SmallSpecs.TwoViews(4), Measurement = SyntheticImages.Waves(20, 64) });
        using var generator = new torch.Generator(1, torch.CPU);
        using var fit = Fit.Create(problem, generator);

        fit.Draw();

        Assert.False(fit.IsSteady);
        Assert.True(fit.Forward().Loss.item<float>() > 0);
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
