using DipWeb.Engine.Devices;
using DipWeb.Engine.Kernels;
using DipWeb.Tests.TestKit;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Tests.Engine.Kernels;

/// <summary>What kernels compute is what libtorch computes of the same numbers on a CPU, in 64 bits. Without a GPU most of these are skipped.</summary>
[NoTensorLeaks]
public sealed class FeatureKernelsTests
{
    private const double Rounding = 1e-5;
    private const double RoundingOf16Bits = 1.0 / 128;

    private static readonly (int Channels, int Height, int Width)[] Shapes =
        [(4, 2, 2), (4, 70, 90), (12, 9, 4), (32, 32, 32), (32, 64, 64), (100, 80, 70), (128, 16, 16), (128, 96, 128), (1024, 66, 65)];

    [Fact]
    public void For_FeaturesOfACpu_IsNothing()
    {
        using var features = torch.zeros(1, 4, 3, 3);

        Assert.Null(FeatureKernels.For(features));
    }

    [Fact]
    public void WhyNot_Gpu_IsEmpty()
    {
        SkipWithoutGpu();

        Assert.Empty(FeatureKernels.WhyNot);
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.BFloat16)]
    public void Normalize_Features_AreNormalizedAndActivatedWithAllGradients(torch.ScalarType type)
    {
        SkipWithoutGpu();
        const double OneOnTheOtherSideOfZero = 2e-3; // where rounding decides whether a value is activated, its gradient is another
        foreach (var (slope, error) in new[] { (0.2f, OneOnTheOtherSideOfZero), (1f, Rounding) })
        {
            AssertAgree(
                type,
                channels => [RandomNumbers([channels], 4) + 2, RandomNumbers([channels], 5)],
                (features, others) => GpuNormalization.Normalize(features, others[0], others[1], slope),
                (features, others) => torch.nn.functional.leaky_relu(
                    torch.nn.functional.batch_norm(features, null!, null!, others[0].to(features.dtype), others[1].to(features.dtype), training: true), slope),
                error);
        }
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.BFloat16)]
    public void Reflect_Features_HaveAMirroredBorderWithItsGradient(torch.ScalarType type)
    {
        SkipWithoutGpu();
        AssertAgree(
            type,
            _ => [],
            (features, _) => GpuReflection.Reflect(features, Border(features)),
            (features, _) => torch.nn.functional.pad(features, (Border(features), Border(features), Border(features), Border(features)), PaddingModes.Reflect));

        static int Border(Tensor features) => (int)Math.Min(3, Math.Min(features.shape[2], features.shape[3]) - 1);
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.BFloat16)]
    public void Double_Features_AreInterpolatedWithTheirGradient(torch.ScalarType type)
    {
        SkipWithoutGpu();
        AssertAgree(
            type,
            _ => [],
            (features, _) => GpuDoubling.Double(features),
            (features, _) => torch.nn.functional.interpolate(features, scale_factor: [2, 2], mode: torch.InterpolationMode.Bilinear, align_corners: false));
    }

    [Fact]
    public void Normalize_ConstantFeatures_AreTheShift()
    {
        SkipWithoutGpu();
        using var scope = torch.NewDisposeScope();
        var features = torch.full([1, 8, 100, 90], 1000.1f, device: torch.CUDA);

        var normalized = GpuNormalization.Normalize(features, torch.ones(8, device: torch.CUDA), torch.full(8, 0.25f, device: torch.CUDA), 0.2f);

        Assert.Equal(0.25f, normalized.min().item<float>());
        Assert.Equal(0.25f, normalized.max().item<float>());
    }

    private static void SkipWithoutGpu() => Assert.SkipUnless(ComputeDevice.Kind == DeviceKind.Gpu, "There is no GPU.");

    private static Tensor RandomNumbers(long[] shape, ulong seed)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        return torch.empty(shape).uniform_(-1, 1, generator);
    }

    /// <summary>Compares values and all gradients with those of the same numbers in 64 bits, in every shape.</summary>
    /// <param name="type">Of the features.</param>
    /// <param name="others">Further arguments of both, by the number of channels.</param>
    /// <param name="kernels">By kernels.</param>
    /// <param name="libtorch">By libtorch.</param>
    /// <param name="error">Root mean square of the difference at most, over that of what is expected, in 32 bits.</param>
    private static void AssertAgree(
        torch.ScalarType type, Func<int, Tensor[]> others, Func<Tensor, Tensor[], Tensor> kernels, Func<Tensor, Tensor[], Tensor> libtorch, double error = Rounding)
    {
        const float FarFromZero = 7; // deviations are of an order of one
        foreach (var (channels, height, width) in Shapes)
        {
            using var scope = torch.NewDisposeScope();
            var features = ChannelsLast.View(ChannelsLast.Memory((RandomNumbers([1, channels, height, width], 3) + FarFromZero).to(type)));
            var further = others(channels);
            var expected = Run(features.to(torch.ScalarType.Float64), [.. further.Select(other => other.to(torch.ScalarType.Float64))], type, libtorch);
            var actual = Run(features.cuda(), [.. further.Select(other => other.cuda())], type, kernels);
            var most = type == torch.ScalarType.BFloat16 ? RoundingOf16Bits : error;
            foreach (var (wanted, got) in expected.Zip(actual))
            {
                Assert.Equal(wanted.shape, got.shape);
                var whole = wanted.norm().item<double>();
                var difference = (got.cpu().to(torch.ScalarType.Float64) - wanted).norm().item<double>();
                Assert.True(whole > 0 && difference <= most * whole, $"{difference} of {whole} for {channels} channels of {height}x{width}");
            }
        }
    }

    private static Tensor[] Run(Tensor features, Tensor[] others, torch.ScalarType type, Func<Tensor, Tensor[], Tensor> operation)
    {
        Tensor[] leaves = [features.detach().clone().requires_grad_(), .. others.Select(other => other.detach().clone().requires_grad_())];
        var value = operation(leaves[0], leaves[1..]);
        var weights = RandomNumbers(value.shape, 6).to(type).to(torch.ScalarType.Float64, value.device); // as the way back has them
        (value.to(torch.ScalarType.Float64) * weights).sum().backward();
        return [value.detach(), .. leaves.Select(leaf => leaf.grad!)]; // there are some after the backward pass
    }
}
