using DipWeb.Engine.Diagnostics;

namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Removes noise: every pixel was measured, none exactly.</summary>
internal static class DenoiseTask
{
    // Noise on the features delays fitting the picture's own noise (docs/quality.md).
    private static readonly DecoderSpec Decoder = new() { Widths = [64, 64, 32, 16], FeatureNoise = 0.3 };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "denoise",
        Summary = "Removes grain and sensor noise, and stops before the network learns the noise too.",
        Limits = "Detail that is weaker than the noise goes with it; faint texture becomes smooth.",
        Parameters =
        [
            CommonParameters.Noise,
            new()
            {
                Name = "noiseKind", Kind = ParameterKind.Choice, Choices = ["auto", "gaussian", "poisson", "correlated"], IsAboutThePicture = true,
                Meaning = "Gaussian: the same everywhere. Poisson: stronger where it is bright. Correlated: in blotches, as phones leave it. Auto looks.",
            },
            new()
            {
                Name = "twoViews", Kind = ParameterKind.Number, Minimum = 0, Maximum = 1, CanBeAutomatic = true,
                Meaning = "Share of the fast denoiser, which works first, in the result: its errors and those of the prior differ. Auto weighs both by their estimated errors; 0 leaves it out, and so does correlated noise.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "noise", "auto" },
            { "noiseKind", "auto", "auto", "auto", "gaussian" },
            { "twoViews", "auto", "auto", "auto", "0" },
            { "iterations", "150", "1300", "1500", "1800" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.015", "0.01", "0.01" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.033333", "0.033333" },
            { "averaging", "0.99" },
            { "stopRule", "holdOut", "holdOut", "holdOut", "fixed" },
            { "holdOut", "0.02", "0.05", "0.05", "0" },
            { "patience", "300" },
            { "seeds", "1" },
        },
        // The published network beside the fast denoiser is the better one, and a GPU computes it as fast as the decoder (docs/quality.md).
        GpuNetwork = NetworkChoice.Hourglass,
        Variants = [NetworkChoice.WithHourglass(("iterations", "1800"), ("learningRate", "0.01"), ("inputNoise", "0.033333"))],
        Specify = settings => settings.ToSpec("denoise", NetworkChoice.Of(settings.Word("network"), Decoder, NetworkChoice.Published)) with
        {
            NoiseDeviation = CommonParameters.NoiseOf(settings),
            TwoViewShare = settings.NumberOrAutomatic("twoViews"),
            TwoViewIterations = FastDenoiseTask.IterationsOf(settings.Preset),
            ModelsClipping = settings.Preset != Preset.Paper,
            NoiseKind = settings.Word("noiseKind") switch
            {
                "auto" => null,
                "gaussian" => NoiseKind.Gaussian,
                "poisson" => NoiseKind.Poisson,
                "correlated" => NoiseKind.Correlated,
                var other => throw new InvalidOperationException($"The noise {other} is listed but unknown."),
            },
        },
    };
}
