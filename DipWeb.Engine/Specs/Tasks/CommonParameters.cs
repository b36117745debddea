namespace DipWeb.Engine.Specs.Tasks;

/// <summary>What can be adjusted in every task that fits a prior, and the parameters that several tasks share.</summary>
internal static class CommonParameters
{
    /// <summary>The parameters that <see cref="TaskSettings.ToSpec"/> reads.</summary>
    public static IReadOnlyList<ParameterDefinition> All { get; } =
    [
        new()
        {
            Name = "iterations", Kind = ParameterKind.Integer, Minimum = 1, Maximum = 100_000, Unit = "iterations",
            Meaning = "How many optimizer steps the network may take to fit the picture.",
        },
        new()
        {
            Name = "network", Kind = ParameterKind.Choice, Choices = [NetworkChoice.Decoder, NetworkChoice.NarrowHourglass, NetworkChoice.Hourglass],
            Meaning = "The generator: a light decoder, a narrow hourglass, or the published hourglass of this task.",
        },
        new()
        {
            Name = "precision", Kind = ParameterKind.Choice, Choices = ["tf32", "bfloat16", "float32"], IsForGpu = true,
            Meaning = "How exactly a GPU computes the network: float32 rounds nothing, tf32 the factors of convolutions and interpolations, bfloat16 all of its features, in less memory. A CPU computes in float32 always.",
        },
        new()
        {
            Name = "learningRate", Kind = ParameterKind.Number, Minimum = 1e-6, Maximum = 1,
            Meaning = "Adam's step size: larger fits sooner and less steadily.",
        },
        new()
        {
            Name = "schedule", Kind = ParameterKind.Choice, Choices = ["constant", "halved", "cosine"],
            Meaning = "How the step size changes: not at all, halved for the last quarter, or along a cosine over the last third.",
        },
        new()
        {
            Name = "inputNoise", Kind = ParameterKind.Number, Minimum = 0, Maximum = 1,
            Meaning = "Standard deviation of the noise added to the network input at each iteration; it delays fitting the damage.",
        },
        new()
        {
            Name = "averaging", Kind = ParameterKind.Number, Minimum = 0, Maximum = 0.9999,
            Meaning = "Decay of the averaged picture: 0.99 averages about the last 100 iterations, 0 takes the last one alone.",
        },
        new()
        {
            Name = "stopRule", Kind = ParameterKind.Choice,
            Choices = ["fixed", "holdOut", "plateau", "windowedVariance", "movingVariance", "discrepancy"],
            Meaning = "What ends the run before its last iteration and picks the best picture.",
        },
        new()
        {
            Name = "holdOut", Kind = ParameterKind.Number, Minimum = 0, Maximum = 0.5,
            Meaning = "Share of the known samples that the fit never sees, to judge it by.",
        },
        new()
        {
            Name = "patience", Kind = ParameterKind.Integer, Minimum = 1, Maximum = 100_000, Unit = "iterations",
            Meaning = "How long the stop rule waits for a better picture.",
        },
        new()
        {
            Name = "seeds", Kind = ParameterKind.Integer, Minimum = 1, Maximum = 16, Unit = "runs",
            Meaning = "How many runs from different seeds are averaged; the spread between them is kept too.",
        },
    ];

    /// <summary>Standard deviation of the noise in 8-bit steps.</summary>
    public static ParameterDefinition Noise { get; } = new()
    {
        Name = "noise", Kind = ParameterKind.Number, Minimum = 0, Maximum = 128, CanBeAutomatic = true, IsAboutThePicture = true, Unit = "/255",
        Meaning = "Standard deviation of the noise; auto measures it.",
    };

    /// <summary>Scale factor of the result.</summary>
    /// <param name="minimum">Smallest factor.</param>
    public static ParameterDefinition Factor(double minimum) => new()
    {
        Name = "factor", Kind = ParameterKind.Ratio, Minimum = minimum, Maximum = 8, Choices = ["2", "3", "4", "8"], IsAboutThePicture = true, Unit = "x",
        Meaning = "How many times wider and higher the result is, for example 2, 1.5 or 4/3.",
    };

    /// <summary>Noise in samples whose peak is 1; null to measure it.</summary>
    public static double? NoiseOf(TaskSettings settings) => settings.NumberOrAutomatic("noise") / 255;
}
