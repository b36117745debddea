namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Denoises a picture taken without flash with the help of one taken with it.</summary>
internal static class FlashTask
{
    // Published: 128x5, skips of 4, nearest at the two finest scales; three input channels, which are the flash picture.
    private static readonly HourglassSpec Published = NetworkChoice.Published with { InputChannels = 3, NearestScales = 2 };

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "flash",
        Summary = "Gives a dark, noisy picture the sharpness of a second one that was taken with flash, and keeps its light.",
        Limits = "Both pictures must show the same from the same place; shadows of the flash can shine through.",
        Guide = Use.Required,
        Parameters =
        [
            .. CommonParameters.All.Select(parameter =>
                parameter.Name == "network" ? parameter with { Choices = [NetworkChoice.NarrowHourglass, NetworkChoice.Hourglass] } : parameter),
        ],
        Presets = new()
        {
            { "iterations", "100", "400", "601", "601" },
            { "network", NetworkChoice.NarrowHourglass, NetworkChoice.NarrowHourglass, NetworkChoice.Hourglass, NetworkChoice.Hourglass },
            { "precision", "tf32" },
            { "learningRate", "0.05", "0.01", "0.01", "0.1" },
            { "schedule", "constant" },
            { "inputNoise", "0" },
            { "averaging", "0.9", "0.97", "0.97", "0" },
            { "stopRule", "fixed" },
            { "holdOut", "0" },
            { "patience", "300" },
            { "seeds", "1" },
        },
        GpuNetwork = NetworkChoice.Hourglass,
        Variants = [NetworkChoice.WithHourglass(("iterations", "601"))],
        Specify = settings => settings.ToSpec(
            "flash", settings.Word("network") == NetworkChoice.Hourglass ? Published : NetworkChoice.Narrow with { InputChannels = 3 }) with
        {
            Method = RestorationMethod.GuidedPrior,
        },
    };
}
