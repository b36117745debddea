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
        ["inpainting"] = () => new InpaintingOperator(Mask()),
        ["downsampling x2"] = () => new DownsamplingOperator(2),
        ["downsampling x3"] = () => new DownsamplingOperator(3),
        ["downsampling x4"] = () => new DownsamplingOperator(4),
        ["downsampling x8"] = () => new DownsamplingOperator(8),
        ["inpainting, then downsampling"] = () => new ComposedOperator(new InpaintingOperator(Mask()), new DownsamplingOperator(2)),
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
    public void Downsampling_ConstantPicture_StaysConstant(int factor)
    {
        using var scope = torch.NewDisposeScope();
        using var degradation = new DownsamplingOperator(factor);

        var small = degradation.Apply(torch.full([1, 1, Side, Side], 0.7f));

        Assert.Equal([1, 1, Side / factor, Side / factor], small.shape);
        Assert.All(TensorImage.ToArray(small), value => Assert.Equal(0.7f, value, 1e-5f)); // taps sum to 1 within rounding
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Downsampling_HorizontalRamp_SamplesTheCentresOfTheCells(int factor)
    {
        using var scope = torch.NewDisposeScope();
        using var degradation = new DownsamplingOperator(factor);
        var ramp = SyntheticImages.Filled(1, 8 * factor, 8 * factor, (_, _, x) => x / 100f);

        var small = TensorImage.ToPicture(degradation.Apply(TensorImage.ToTensor(ramp, torch.CPU)));

        // Away from the replicated border a symmetric kernel keeps a ramp: the value at the cell's centre.
        Assert.Equal(((4 * factor) + ((factor - 1) / 2f)) / 100f, small[0, 4, 4], 1e-4f);
    }

    [Fact]
    public void Downsampling_FactorFive_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DownsamplingOperator(5));

    private static KnownMask Mask() =>
        KnownMask.FromBrush(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(i % 5 == 0 ? 255 : 0))]);
}
