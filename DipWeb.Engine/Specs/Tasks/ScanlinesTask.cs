namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Repairs “TV noise”: lost rows, shifted rows, interlace.</summary>
internal static class ScanlinesTask
{
    private static readonly DecoderSpec Decoder = new() { Widths = [128, 64, 32, 16] };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "scanlines",
        Summary = "Repairs lost or shifted rows and interlaced pictures, as tape and analogue television leave them.",
        Limits = "Several lost rows one below the other are a hole as high as all of them; shifts are found to whole pixels.",
        Mask = Use.Optional,
        Parameters =
        [
            new()
            {
                Name = "rows", Kind = ParameterKind.Choice, Choices = ["auto", "lost", "odd", "even", "shifted"], IsAboutThePicture = true,
                Meaning = "What happened to the rows: some lost, all odd or all even ones bad, or shifted sideways; auto looks.",
            },
            .. CommonParameters.All,
        ],
        Presets = new()
        {
            { "rows", "auto" },
            { "iterations", "100", "500", "3000", "3000" },
            { "network", NetworkChoice.Decoder, NetworkChoice.Decoder, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.02", "0.015", "0.01", "0.01" },
            { "schedule", "constant" },
            { "inputNoise", "0", "0", "0.03", "0.03" },
            { "averaging", "0.97", "0.98", "0.99", "0" },
            { "stopRule", "plateau", "plateau", "plateau", "fixed" },
            { "holdOut", "0.02", "0.02", "0.02", "0" },
            { "patience", "300" },
            { "seeds", "1" },
        },
        Specify = settings => settings.ToSpec("scanlines", NetworkChoice.Of(settings.Word("network"), Decoder, NetworkChoice.Published)) with
        {
            KnownPixels = settings.Word("rows") switch
            {
                "lost" => new KnownPixels.Rows(),
                "odd" => new KnownPixels.EverySecondRow(KeepsEven: true),
                "even" => new KnownPixels.EverySecondRow(KeepsEven: false),
                "shifted" => new KnownPixels.All(),
                _ => new KnownPixels.RowsOrFields(),
            },
            HasShiftedRows = settings.Word("rows") is "auto" or "shifted",
            Fidelity = Fidelity.Absolute,
            KeepsKnownPixels = true,
        },
    };
}
