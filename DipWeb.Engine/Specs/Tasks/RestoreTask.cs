namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Several kinds of damage undone in one run: the operators of the other tasks, composed.</summary>
internal static class RestoreTask
{
    private static readonly DecoderSpec Decoder = new() { Widths = [128, 64, 32, 16], FeatureNoise = 0.15 };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "restore",
        Summary = "Undoes several kinds of damage in one run: for example scratches, noise and too few pixels.",
        Limits = "Each kind of damage takes evidence away from the others: one at a time comes out sharper where one is alone.",
        Mask = Use.Optional,
        Parameters =
        [
            CommonParameters.Factor(minimum: 1) with { Choices = ["1", "2", "3", "4"] },
            new()
            {
                Name = "lost", Kind = ParameterKind.Choice, Choices = ["painted", "value", "impulses", "rows"], IsAboutThePicture = true,
                Meaning = "What is lost: only what you paint, or also pixels of one value, pixels that stand out, or whole rows.",
            },
            new()
            {
                Name = "block", Kind = ParameterKind.Integer, Minimum = 1, Maximum = 16, IsAboutThePicture = true, Unit = "pixels",
                Meaning = "Side of the blocks within which pixels were shuffled; 1 for none.",
            },
            CommonParameters.Noise,
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "factor", "1" },
            { "lost", "painted" },
            { "block", "1" },
            { "noise", "auto" },
            { "iterations", "300", "1500", "3000", "3000" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.01", "0.01", "0.01" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.03", "0.03" },
            { "averaging", "0.97", "0.99", "0.99", "0.99" },
            { "stopRule", "holdOut", "holdOut", "holdOut", "fixed" },
            { "holdOut", "0.02", "0.02", "0.02", "0" },
            { "patience", "300" },
            { "seeds", "1" },
        },
        Specify = settings => settings.ToSpec("restore", NetworkChoice.Of(settings.Word("network"), Decoder, NetworkChoice.Published)) with
        {
            ScaleFactor = settings.Ratio("factor"),
            ShuffledBlock = settings.Whole("block"),
            NoiseDeviation = CommonParameters.NoiseOf(settings),
            KnownPixels = settings.Word("lost") switch
            {
                "painted" => new KnownPixels.All(),
                "value" => new KnownPixels.LostValue(null),
                "impulses" => new KnownPixels.Impulses(),
                "rows" => new KnownPixels.Rows(),
                var other => throw new InvalidOperationException($"The damage {other} is listed but unknown."),
            },
        },
    };
}
