namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Takes a semi-transparent mark off and keeps what shines through it.</summary>
internal static class WatermarkTask
{
    private static readonly DecoderSpec Decoder = new() { Widths = [128, 64, 32, 16] };
    private static readonly DecoderSpec OpacityDecoder = new() { Widths = [64, 32, 16] };

    // Published for both layers, with kernels of 5 instead of 3.
    private static readonly HourglassSpec Published = new() { Widths = [8, 16, 32, 64, 128], SkipWidths = [0, 0, 0, 4, 4], InputChannels = 2 };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "watermark",
        Summary = "Takes off a semi-transparent mark that you paint over roughly, and keeps what shines through it.",
        Limits = "The mark must be of one colour, and what is opaque must be repaired instead; a second picture with the same mark at the same place, one at most, makes it much surer.",
        Mask = Use.Required,
        Guide = Use.Optional,
        Parameters =
        [
            new()
            {
                Name = "colour", Kind = ParameterKind.Choice, Choices = ["white", "black", "red", "yellow", "green", "blue"], IsAboutThePicture = true,
                Meaning = "About which colour the mark has; the exact one is found.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "colour", "white" },
            { "iterations", "200", "600", "800", "11000" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.015", "0.015", "0.001" },
            { "schedule", "constant" },
            { "inputNoise", "0" },
            { "averaging", "0.97", "0.98", "0.98", "0" },
            { "stopRule", "fixed" },
            { "holdOut", "0" },
            { "patience", "300" },
            { "seeds", "1", "1", "4", "1" },
        },
        Specify = settings => settings.ToSpec("watermark", new LayeredSpec
        {
            Picture = NetworkChoice.Of(settings.Word("network"), Decoder, Published),
            Opacity = settings.Word("network") == NetworkChoice.Hourglass ? Published : OpacityDecoder,
            Colour = settings.Word("colour") switch
            {
                "white" => [1, 1, 1],
                "black" => [0, 0, 0],
                "red" => [1, 0, 0],
                "yellow" => [1, 1, 0],
                "green" => [0, 1, 0],
                "blue" => [0, 0, 1],
                var other => throw new InvalidOperationException($"The colour {other} is listed but unknown."),
            },
        }) with
        {
            Method = RestorationMethod.Layers,
            KnownPixels = new KnownPixels.Painted(),
            KeepsKnownPixels = true,
        },
    };
}
