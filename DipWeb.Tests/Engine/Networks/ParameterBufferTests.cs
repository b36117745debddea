using DipWeb.Engine.Imaging;
using DipWeb.Engine.Networks;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Networks;

[NoTensorLeaks]
public sealed class ParameterBufferTests
{
    /// <summary>A GPU reads 16 bytes at once, and fails where they do not begin at a multiple of 16.</summary>
    [Fact]
    public void Declare_CountsThatAreNoMultipleOfFour_BeginAtMultiplesOfSixteenBytes()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var parameters = new ParameterBuffer();
        ParameterSlot[] slots = [parameters.DeclareConstant(1, 3), parameters.DeclareConstant(2, 5, 2), parameters.DeclareConstant(3, 1), parameters.DeclareConstant(4, 4)];

        parameters.Allocate(generator);

        Assert.Equal([0L, 4, 16, 20], slots.Select(slot => slot.Offset));
        Assert.Equal(24, parameters.Count);
        Assert.Equal([1, 1, 1, 0, 2, 2], TensorImage.ToArray(parameters.Values)[..6]);
        Assert.All(slots.Zip([1f, 2, 3, 4]), pair => Assert.Equal(pair.Second, pair.First.Value.mean().item<float>()));
    }
}
