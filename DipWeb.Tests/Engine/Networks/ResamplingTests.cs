using DipWeb.Engine.Networks;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Networks;

/// <summary>What a GPU computes is what libtorch defines.</summary>
[NoTensorLeaks]
public sealed class ResamplingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(9, 4)]
    public void DoubleByProducts_Picture_IsLibtorchsInterpolationWithItsGradient(int height, int width) => TwoForms.Agree(
        [1, 3, height, width], features => Resampling.Double(features, Upsampling.Bilinear), Resampling.DoubleByProducts);
}
