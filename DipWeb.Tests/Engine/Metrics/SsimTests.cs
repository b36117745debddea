using DipWeb.Engine.Metrics;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Metrics;

public sealed class SsimTests
{
    [Fact]
    public void Between_EqualPictures_IsOne() =>
        Assert.Equal(1.0, Ssim.Between(SyntheticImages.Waves(), SyntheticImages.Waves()), 12);

    [Fact]
    public void Between_TwoConstants_IsTheLuminanceTermAlone()
    {
        // Variances vanish, so SSIM = (2ab + C1) / (a² + b² + C1) with C1 = 1e-4: 0.1201 / 0.1301 for 0.2 and 0.3.
        var ssim = Ssim.Between(SyntheticImages.Constant(0.2f), SyntheticImages.Constant(0.3f));

        Assert.Equal(0.1201 / 0.1301, ssim, 6);
    }
}
