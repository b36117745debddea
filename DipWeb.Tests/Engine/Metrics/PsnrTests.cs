using DipWeb.Engine.Metrics;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Metrics;

public sealed class PsnrTests
{
    [Fact]
    public void Between_ConstantOffset_IsMinusTwentyLogOfTheOffset()
    {
        var a = SyntheticImages.Constant(0.5f);
        var b = SyntheticImages.Constant(0.6f);

        Assert.Equal(20.0, Psnr.Between(a, b), 4); // float 0.6 - 0.5 differs from 0.1 in the eighth digit
    }

    [Fact]
    public void Between_ValuesOutsideTheRange_AreClipped()
    {
        Assert.Equal(double.PositiveInfinity, Psnr.Between(SyntheticImages.Constant(1.7f), SyntheticImages.Constant(1f)));
    }
}
