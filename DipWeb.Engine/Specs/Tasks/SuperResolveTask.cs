namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Enlarges: the measurement is the unknown picture, Lanczos-filtered and decimated.</summary>
internal static class SuperResolveTask
{
    private static readonly DecoderSpec Decoder = new() { Widths = [128, 64, 32, 16] };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "superres",
        Summary = "Enlarges a small picture; noise in it is measured and removed first.",
        Limits = "It sharpens edges and continues textures; it cannot bring back what is smaller than a pixel, such as distant writing.",
        Parameters =
        [
            CommonParameters.Factor(minimum: 1.0625),
            CommonParameters.Noise,
            new()
            {
                Name = "denoiseFirst", Kind = ParameterKind.Choice, Choices = ["auto", "yes", "no"], IsAboutThePicture = true,
                Meaning = "Whether noise is removed before enlarging; auto does so when it is stronger than 3/255.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "factor", "4" },
            { "noise", "auto" },
            { "denoiseFirst", "auto", "auto", "auto", "no" },
            { "iterations", "200", "1000", "2000", "2000" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.01", "0.01", "0.01" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.03", "0.03" },
            { "averaging", "0.97", "0.99", "0.99", "0" },
            { "stopRule", "fixed" },
            { "holdOut", "0" },
            { "patience", "500" },
            { "seeds", "1" },
        },
        Variants = [new(Preset.Paper, "factor", "8", new Dictionary<string, string> { ["iterations"] = "4000", ["inputNoise"] = "0.05" })],
        Specify = settings => settings.ToSpec("superres", NetworkChoice.Of(settings.Word("network"), Decoder, NetworkChoice.Published)) with
        {
            ScaleFactor = settings.Ratio("factor"),
            NoiseDeviation = CommonParameters.NoiseOf(settings),
            DenoisesFirst = settings.Word("denoiseFirst") switch { "yes" => true, "no" => false, _ => null },
        },
    };
}
