namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Removes salt and pepper and dead pixels.</summary>
internal static class ImpulseTask
{
    private static readonly DecoderSpec Decoder = new() { Widths = [128, 64, 32, 16] };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "impulse",
        Summary = "Removes salt-and-pepper noise and dead pixels: what stands out is taken for lost and made anew.",
        Limits = "Single bright points that belong to the picture, such as stars, may go with the damage.",
        Mask = Use.Optional,
        Parameters =
        [
            new()
            {
                Name = "outliers", Kind = ParameterKind.Choice, Choices = ["detect", "sparse"], IsAboutThePicture = true,
                Meaning = "Detect: pixels that stand out are found first. Sparse: the damage is fitted beside the picture, for experts; it takes longer, and so far came out behind.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "outliers", "detect", "detect", "detect", "sparse" },
            { "iterations", "150", "500", "3000", "6000" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.015", "0.01", "0.01" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.03", "0.033333" },
            { "averaging", "0.97", "0.98", "0.99", "0.99" },
            { "stopRule", "plateau", "plateau", "plateau", "fixed" },
            { "holdOut", "0.02", "0.02", "0.02", "0" },
            { "patience", "300" },
            { "seeds", "1" },
        },
        Variants =
        [
            new(Preset.Balanced, "outliers", "sparse", new Dictionary<string, string> { ["iterations"] = "800", ["stopRule"] = "fixed", ["holdOut"] = "0" }),
        ],
        Specify = settings =>
        {
            var isSparse = settings.Word("outliers") == "sparse";
            return settings.ToSpec("impulse", NetworkChoice.Of(settings.Word("network"), Decoder, NetworkChoice.Published)) with
            {
                KnownPixels = isSparse ? new KnownPixels.All() : new KnownPixels.Impulses(),
                Fidelity = isSparse ? Fidelity.Squared : Fidelity.Absolute,
                KeepsKnownPixels = !isSparse,
                HasSparseError = isSparse,
            };
        },
    };
}
