using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Objectives;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine;

[NoTensorLeaks]
public sealed class JpegRestorationTests
{
    private static readonly RestorationSpec Spec = SmallSpecs.Denoise(300) with
    {
        Task = "jpeg", InputNoise = 0, Averaging = 0.97, Fidelity = Fidelity.QuantizationInterval,
    };

    [Fact]
    public void Run_StronglyCompressed_IsNearerToTheOriginalAndCompressesToTheSameFile()
    {
        var clean = SyntheticImages.Waves(64, 72);
        var file = JpegFile.Of(clean, quality: 10);
        var (coefficients, decoded) = (JpegFile.Measure(file), JpegFile.Decode(file));
        var request = new RestorationRequest { Spec = Spec, Measurement = decoded, Coefficients = coefficients, Reference = clean };

        var result = Restorer.Run(request, new RecordingObserver(), TestContext.Current.CancellationToken);

        var before = Psnr.Between(decoded, clean);
        Assert.True(result.Psnr > before + 0.5, $"{result.Psnr:F2} dB of {before:F2}");
        using var scope = torch.NewDisposeScope();
        using var cells = new QuantizationInterval(coefficients);
        Assert.True(cells.Distance(TensorImage.ToTensor(result.Image, torch.CPU)).item<float>() < 1e-7f); // single precision of values near 1000
    }

    [Fact]
    public void Run_NoCoefficients_DoesWithoutOnlyWhereItMay()
    {
        var request = new RestorationRequest { Spec = Spec with { Iterations = 2 }, Measurement = SyntheticImages.Waves(32, 32) };

        var refusal = Assert.Throws<InvalidSpecException>(() => Restorer.Run(request, new RecordingObserver(), TestContext.Current.CancellationToken));
        var result = Restorer.Run(
            request with { Spec = request.Spec with { MayDoWithoutCoefficients = true } }, new RecordingObserver(), TestContext.Current.CancellationToken);

        Assert.Equal(("jpeg.required", 2), (refusal.Code, result.Iterations));
    }
}
