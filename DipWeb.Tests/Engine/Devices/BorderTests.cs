using DipWeb.Engine.Devices;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Devices;

/// <summary>What a GPU computes is what libtorch defines.</summary>
[NoTensorLeaks]
public sealed class BorderTests
{
    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(5, 8, 1)]
    [InlineData(7, 4, 3)]
    public void ReflectByPieces_Picture_IsLibtorchsPaddingWithItsGradient(int height, int width, int border) => TwoForms.Agree(
        [1, 2, height, width],
        features => torch.nn.functional.pad(features, (border, border, border, border), PaddingModes.Reflect),
        features => Border.ReflectByPieces(features, border));

    [Theory]
    [InlineData(1, 1, 2, 3, 1, 4)]
    [InlineData(6, 5, 3, 3, 3, 3)]
    [InlineData(6, 5, 0, 3, 0, 1)]
    public void ReplicateByPieces_Picture_IsLibtorchsPaddingWithItsGradient(int height, int width, int left, int right, int top, int bottom) => TwoForms.Agree(
        [1, 2, height, width],
        features => torch.nn.functional.pad(features, (left, right, top, bottom), PaddingModes.Replicate),
        features => Border.ReplicateByPieces(features, left, right, top, bottom));
}
