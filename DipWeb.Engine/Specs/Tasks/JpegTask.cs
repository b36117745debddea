namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Removes the artefacts of JPEG compression.</summary>
internal static class JpegTask
{
    // The published network for the snail: narrow, and skips at the coarse scales alone.
    private static readonly HourglassSpec Published = new() { Widths = [8, 16, 32, 64, 128], SkipWidths = [0, 0, 0, 4, 4], InputChannels = 3 };
    private static readonly DecoderSpec Decoder = new() { Widths = [64, 64, 32, 16], FeatureNoise = 0.15 };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "jpeg",
        Summary = "Removes the blocks and rings of JPEG compression, within what the file's own coefficients allow.",
        Limits = "Detail that the compression threw away is guessed as smooth; give the .jpg itself, a converted copy has lost its tables.",
        Parameters =
        [
            new()
            {
                Name = "fidelity", Kind = ParameterKind.Choice, Choices = ["auto", "interval", "plain"], IsAboutThePicture = true,
                Meaning = "Interval: the result may be anything that compresses to this very file. Plain: near the decoded picture, as published. Auto: interval for a .jpg.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "fidelity", "auto", "auto", "auto", "plain" },
            { "iterations", "300", "900", "2400", "2400" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.015", "0.015", "0.01", "0.01" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.033333", "0.033333" },
            { "averaging", "0.99", "0.99", "0.99", "0" },
            { "stopRule", "fixed" },
            { "holdOut", "0" },
            { "patience", "500" },
            { "seeds", "1" },
        },
        Specify = settings => settings.ToSpec("jpeg", NetworkChoice.Of(settings.Word("network"), Decoder, Published)) with
        {
            Fidelity = settings.Word("fidelity") == "plain" ? Fidelity.Squared : Fidelity.QuantizationInterval,
            MayDoWithoutCoefficients = settings.Word("fidelity") == "auto",
        },
    };
}
