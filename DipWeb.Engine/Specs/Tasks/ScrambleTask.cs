namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Unscrambles pixels that were shuffled within small blocks.</summary>
internal static class ScrambleTask
{
    private static readonly DecoderSpec Decoder = new() { Widths = [64, 64, 32, 16], FeatureNoise = 0.2 };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "scramble",
        Summary = "Unscrambles pixels that were shuffled within small blocks, from the blocks' averages, which shuffling does not change.",
        Limits = "A shuffle over the whole picture cannot be undone by anybody: nothing of the places is left.",
        Parameters =
        [
            new()
            {
                Name = "block", Kind = ParameterKind.Integer, Minimum = 2, Maximum = 16, IsAboutThePicture = true, Unit = "pixels",
                Meaning = "Side of the blocks, counted from the upper left corner.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "block", "4" },
            { "iterations", "300", "1500", "3000", "3000" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.01", "0.01", "0.01" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.03", "0.03" },
            { "averaging", "0.97", "0.99", "0.99", "0.99" },
            { "stopRule", "fixed" },
            { "holdOut", "0" },
            { "patience", "500" },
            { "seeds", "1" },
        },
        Specify = settings => settings.ToSpec("scramble", NetworkChoice.Of(settings.Word("network"), Decoder, NetworkChoice.Published)) with
        {
            ShuffledBlock = settings.Whole("block"),
        },
    };
}
