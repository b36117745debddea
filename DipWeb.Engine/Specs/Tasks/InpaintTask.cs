namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Fills holes that a person painted.</summary>
internal static class InpaintTask
{
    // docs/quality.md: a latent at 1/16 of the resolution carries the surroundings into a wide hole; one at 1/8 fits thin strokes better and sooner.
    private static readonly DecoderSpec TextDecoder = new() { Widths = [128, 64, 32, 16] };
    private static readonly DecoderSpec HoleDecoder = new() { Widths = [128, 128, 64, 32, 16] };

    private static readonly HourglassSpec PublishedForText = new()
    {
        Widths = [128, 128, 128, 128, 128], SkipWidths = [128, 128, 128, 128, 128], NearestScales = 5,
    };

    // That for the hole in the vase.
    private static readonly HourglassSpec PublishedForHoles = PublishedForText with { SkipWidths = [0, 0, 0, 0, 0], InputChannels = 2, SeesCoordinates = true };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "inpaint",
        Summary = "Fills what you paint over: scratches, text, a removed object, a watermark. Every other pixel stays as it is.",
        Limits = "It continues colours and textures into a hole; it cannot know what stood there, such as a face.",
        Mask = Use.Required,
        Parameters =
        [
            new()
            {
                Name = "holes", Kind = ParameterKind.Choice, Choices = ["auto", "text", "large"], IsAboutThePicture = true,
                Meaning = "Thin strokes and wide holes need different networks; auto decides by the width of the mask.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "holes", "auto" },
            { "iterations", "100", "250", "6001", "6001" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.015", "0.01", "0.01" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.03", "0.03" },
            { "averaging", "0.97", "0.98", "0.99", "0" },
            { "stopRule", "fixed", "fixed", "fixed", "fixed" },
            { "holdOut", "0" },
            { "patience", "500" },
            { "seeds", "1" },
        },
        Variants = [new(Preset.Paper, "holes", "large", new Dictionary<string, string> { ["iterations"] = "5001" })],
        Specify = settings =>
        {
            var word = settings.Word("network");
            var text = NetworkChoice.Of(word, TextDecoder, PublishedForText);
            var holes = NetworkChoice.Of(word, HoleDecoder, PublishedForHoles);
            var spec = settings.ToSpec("inpaint", settings.Word("holes") == "large" ? holes : text);
            return spec with
            {
                KnownPixels = new KnownPixels.Painted(),
                KeepsKnownPixels = true,
                HoleNetwork = settings.Word("holes") == "auto" ? holes : null,
                StopRule = spec.StopRule with { HoldsOutHoles = true },
            };
        },
    };
}
