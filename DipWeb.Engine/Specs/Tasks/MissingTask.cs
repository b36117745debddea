namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Reconstructs pixels that were lost at random.</summary>
internal static class MissingTask
{
    private static readonly DecoderSpec Decoder = new() { Widths = [128, 64, 32, 16] };

    // The published network for 50 % lost, at a tenth of the usual rate; the sparse one, for 98 %, has no skips.
    private static readonly HourglassSpec Published = NetworkChoice.Published;

    // Of textures a few iterations are the best: what is missed is then carried over as a whole (docs/adr/0012).
    private const int Start = 50;

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "missing",
        Summary = "Reconstructs pixels that were lost at random, up to 98 of 100; the others stay as they are.",
        Limits = "The fewer pixels are left, the more it shows shapes alone and no texture.",
        Mask = Use.Optional,
        Parameters =
        [
            new()
            {
                Name = "lostValue", Kind = ParameterKind.Number, Minimum = 0, Maximum = 255, CanBeAutomatic = true, IsAboutThePicture = true, Unit = "/255",
                Meaning = "The value that lost pixels have in all channels; auto looks for it. A mask, if there is one, counts instead.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "lostValue", "auto" },
            { "iterations", "100", "600", "6000", "11000" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.015", "0.005", "0.001" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.03", "0.03" },
            { "averaging", "0.97", "0.98", "0.99", "0" },
            { "stopRule", "plateau", "plateau", "plateau", "fixed" },
            { "holdOut", "0.02", "0.02", "0.02", "0" },
            { "patience", "200", "200", "500", "500" },
            { "seeds", "1" },
        },
        GpuNetwork = NetworkChoice.Hourglass,
        Variants = [NetworkChoice.WithHourglass(("iterations", "3000"), ("learningRate", "0.001"), ("inputNoise", "0.03"), ("averaging", "0.99"), ("patience", "500"))],
        Specify = settings =>
        {
            var spec = settings.ToSpec("missing", NetworkChoice.Of(settings.Word("network"), Decoder, Published));
            return spec with
            {
                KnownPixels = new KnownPixels.LostValue(settings.NumberOrAutomatic("lostValue") / 255),
                KeepsKnownPixels = true,
                StopRule = spec.StopRule with { Start = Start },
            };
        },
    };
}
