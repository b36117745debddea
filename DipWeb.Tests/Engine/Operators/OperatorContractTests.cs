using DipWeb.Engine.Imaging;
using DipWeb.Engine.Operators;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Operators;

/// <summary>What every operator must do. A new operator joins by one entry.</summary>
[NoTensorLeaks]
public sealed class OperatorContractTests
{
    private const int Side = 24;

    private static readonly Dictionary<string, Func<DegradationOperator>> Operators = new()
    {
        ["identity"] = () => new IdentityOperator(),
        ["resampling x2"] = () => new ResamplingOperator(new Ratio(2, 1)),
        ["resampling x3"] = () => new ResamplingOperator(new Ratio(3, 1)),
        ["resampling x8"] = () => new ResamplingOperator(new Ratio(8, 1)),
        ["resampling x3/2"] = () => new ResamplingOperator(new Ratio(3, 2)),
        ["resampling x8/5"] = () => new ResamplingOperator(new Ratio(8, 5)),
        ["block means"] = () => new BlockMeanOperator(4, Inside()),
        ["row shifts"] = () => new RowShiftOperator([.. Enumerable.Range(0, Side).Select(row => (row % 7) - 3)], Side),
        ["resampling, then block means"] = () => new ComposedOperator(new ResamplingOperator(new Ratio(2, 1)), new BlockMeanOperator(3, Half())),
    };

    public static TheoryData<string> Names => [.. Operators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_InnerProducts_AgreeWithTheAdjointOfAutograd(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var degradation = Operators[name]();
        var x = torch.empty(1, 3, Side, Side).normal_(0, 1, generator).requires_grad_();
        var forward = degradation.Apply(x);
        var y = torch.empty_like(forward).normal_(0, 1, generator);

        var inner = (forward * y).sum();
        inner.backward();
        var adjoint = x.grad!; // backward has just made it

        // <Ax, y> = <x, A'y>; a few hundred float terms differ by rounding alone.
        Assert.Equal(inner.item<float>(), (x.detach() * adjoint).sum().item<float>(), 1e-2f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_SameInput_GivesTheSameBits(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var degradation = Operators[name]();
        var x = TensorImage.ToTensor(SyntheticImages.Waves(Side, Side), torch.CPU);

        var first = TensorImage.ToArray(degradation.Apply(x));
        var second = TensorImage.ToArray(degradation.Apply(x));

        Assert.Equal(first, second);
        Assert.All(first, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Resampling_ConstantPicture_StaysConstant(int factor)
    {
        using var scope = torch.NewDisposeScope();
        using var degradation = new ResamplingOperator(new Ratio(factor, 1));

        var small = degradation.Apply(torch.full([1, 1, Side, Side], 0.7f));

        Assert.Equal([1, 1, Side / factor, Side / factor], small.shape);
        Assert.All(TensorImage.ToArray(small), value => Assert.Equal(0.7f, value, 1e-5f)); // taps sum to 1 within rounding
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Resampling_HorizontalRamp_SamplesTheCentresOfTheCells(int factor)
    {
        using var scope = torch.NewDisposeScope();
        using var degradation = new ResamplingOperator(new Ratio(factor, 1));
        var ramp = SyntheticImages.Filled(1, 8 * factor, 8 * factor, (_, _, x) => x / 100f);

        var small = TensorImage.ToPicture(degradation.Apply(TensorImage.ToTensor(ramp, torch.CPU)));

        // Away from the replicated border a symmetric kernel keeps a ramp: the value at the cell's centre.
        Assert.Equal(((4 * factor) + ((factor - 1) / 2f)) / 100f, small[0, 4, 4], 1e-4f);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(5, 4)]
    [InlineData(7, 3)]
    public void Resampling_HorizontalRampByAFraction_SamplesWhereThePixelsStand(int numerator, int denominator)
    {
        using var scope = torch.NewDisposeScope();
        using var degradation = new ResamplingOperator(new Ratio(numerator, denominator));
        var ramp = SyntheticImages.Filled(1, 8 * numerator, 8 * numerator, (_, y, x) => ((2 * x) + y) / 300f);

        var small = TensorImage.ToPicture(degradation.Apply(TensorImage.ToTensor(ramp, torch.CPU)));

        Assert.Equal((8 * denominator, 8 * denominator), (small.Height, small.Width));
        var factor = (double)numerator / denominator;
        for (var i = 3 * denominator; i < 5 * denominator; i++)
        {
            // A kernel of two lobes that is cut off where pixels stand unevenly keeps a ramp to a hundredth of a step.
            var (x, y) = (((i + 0.5) * factor) - 0.5, ((4.5 * factor) + ((i - 4) * factor)) - 0.5);
            Assert.Equal(((2 * x) + y) / 300, small[0, i, i], 2e-3);
        }
    }

    [Fact]
    public void Resampling_SameSize_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResamplingOperator(Ratio.One));

    [Fact]
    public void BlockMeans_ShuffledWithinItsBlocks_AreTheSame()
    {
        using var scope = torch.NewDisposeScope();
        using var degradation = new BlockMeanOperator(4, new KnownMask(Side, Side, [.. Enumerable.Repeat((byte)1, Side * Side)]));
        var picture = SyntheticImages.Waves(Side, Side);
        var shuffled = SyntheticImages.Filled(3, Side, Side, (c, y, x) => picture[c, (y / 4 * 4) + ((y + x) % 4), (x / 4 * 4) + ((x + 1) % 4)]); // a rearrangement of each 4x4 block

        var (before, after) = (Means(degradation, picture), Means(degradation, shuffled));

        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-6f)); // sums of the same 16 numbers in another order
    }

    [Fact]
    public void RowShifts_OfAPicture_MoveItsRowsToTheRight()
    {
        using var scope = torch.NewDisposeScope();
        using var degradation = new RowShiftOperator([0, 2], 4);
        var picture = SyntheticImages.Filled(1, 2, 4, (_, y, x) => (10 * y) + x);

        var shifted = TensorImage.ToArray(degradation.Apply(TensorImage.ToTensor(picture, torch.CPU)));

        Assert.Equal([0, 1, 2, 3, 12, 13, 10, 11], shifted);
    }

    private static float[] Means(BlockMeanOperator degradation, ImageBuffer picture) =>
        TensorImage.ToArray(degradation.Apply(TensorImage.ToTensor(picture, torch.CPU)));

    /// <summary>All but the last two columns, which cut the blocks there in half.</summary>
    private static KnownMask Inside() =>
        KnownMask.FromBrush(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(i % Side >= Side - 2 ? 255 : 0))]);

    private static KnownMask Half() => new(Side / 2, Side / 2, [.. Enumerable.Repeat((byte)1, Side * Side / 4)]);
}
