using DipWeb.Engine.Imaging;
using DipWeb.Engine.Methods;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Methods;

[NoTensorLeaks]
public sealed class OrientationTests
{
    [Fact]
    public void Draw_ManyTimes_GivesAllEight()
    {
        using var generator = new torch.Generator(1, torch.CPU);

        Assert.Equal(8, Enumerable.Range(0, 200).Select(_ => Orientation.Draw(generator)).Distinct().Count());
    }

    [Fact]
    public void TurnBack_Turned_IsThePicture()
    {
        using var scope = torch.NewDisposeScope();
        var picture = TensorImage.ToTensor(SyntheticImages.Waves(6, 10), torch.CPU);

        Assert.All(Orientation.All, way => Assert.Equal(TensorImage.ToArray(picture), TensorImage.ToArray(way.TurnBack(way.Turn(picture)))));
    }

    [Fact]
    public void Turn_EightWays_AreDifferentPictures()
    {
        using var scope = torch.NewDisposeScope();
        var picture = TensorImage.ToTensor(SyntheticImages.Waves(8, 8), torch.CPU);

        Assert.Equal(8, Orientation.All.Select(way => string.Join(' ', TensorImage.ToArray(way.Turn(picture)))).Distinct().Count());
    }
}
