namespace DipWeb.Engine.Specs;

/// <summary>Every task, and the one way from a person's wish to a spec.</summary>
public static class TaskCatalog
{
    private const string Decoder = "decoder";
    private const string NarrowHourglass = "hourglass-narrow";
    private const string Hourglass = "hourglass";

    private static readonly ParameterDefinition[] CommonParameters =
    [
        new()
        {
            Name = "iterations", Kind = ParameterKind.Integer, Minimum = 1, Maximum = 100_000, Unit = "iterations",
            Meaning = "How many optimizer steps the network may take to fit the picture.",
        },
        new()
        {
            Name = "network", Kind = ParameterKind.Choice, Choices = [Decoder, NarrowHourglass, Hourglass],
            Meaning = "The generator: a light decoder, a narrow hourglass, or the published hourglass of this task.",
        },
        new()
        {
            Name = "learningRate", Kind = ParameterKind.Number, Minimum = 1e-6, Maximum = 1,
            Meaning = "Adam's step size: larger fits sooner and less steadily.",
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
    ];

    private static readonly ParameterDefinition FactorParameter = new()
    {
        Name = "factor", Kind = ParameterKind.Choice, Choices = ["2", "3", "4", "8"], Unit = "x",
        Meaning = "How many times wider and higher the result is.",
    };

    /// <summary>All tasks, in the order a person should see them.</summary>
    public static IReadOnlyList<TaskDefinition> All { get; } =
    [
        new("inpaint", needsMask: true, CommonParameters, Presets(
            preview: Values(200, Decoder, 0.02, 0, 0.97),
            balanced: Values(1000, Decoder, 0.015, 0, 0.98),
            best: Values(6001, Hourglass, 0.01, 0.03, 0.99),
            paper: Values(6001, Hourglass, 0.01, 0.03, 0))),
        new("denoise", needsMask: false, CommonParameters, Presets(
            preview: Values(400, Decoder, 0.02, 0, 0.99),
            balanced: Values(1250, Decoder, 0.015, 0, 0.99),
            best: Values(1800, Hourglass, 0.01, 1 / 30d, 0.99),
            paper: Values(1800, Hourglass, 0.01, 1 / 30d, 0.99))),
        new("superres", needsMask: false, [FactorParameter, .. CommonParameters], Presets(
            preview: Values(200, Decoder, 0.02, 0, 0.97, factor: 4),
            balanced: Values(1000, Decoder, 0.01, 0, 0.99, factor: 4),
            best: Values(2000, Hourglass, 0.01, 0.03, 0.99, factor: 4),
            paper: Values(2000, Hourglass, 0.01, 0.03, 0, factor: 4)),
            [new(Preset.Paper, "factor", "8", new Dictionary<string, string> { ["iterations"] = "4000", ["inputNoise"] = "0.05" })]),
    ];

    /// <summary>The task of that identifier.</summary>
    /// <param name="id">denoise, inpaint or superres.</param>
    /// <exception cref="InvalidSpecException">task.unknown.</exception>
    public static TaskDefinition Find(string id) =>
        All.FirstOrDefault(task => task.Id == id)
        ?? throw new InvalidSpecException("task.unknown", $"There is no task “{id}”. The tasks are {string.Join(", ", All.Select(task => task.Id))}.");

    /// <summary>Reads a preset's name as on the wire: preview, balanced, best, paper.</summary>
    /// <param name="name">Lower case.</param>
    /// <exception cref="InvalidSpecException">preset.unknown.</exception>
    public static Preset ParsePreset(string name) => name switch
    {
        "preview" => Preset.Preview,
        "balanced" => Preset.Balanced,
        "best" => Preset.Best,
        "paper" => Preset.Paper,
        _ => throw new InvalidSpecException("preset.unknown", $"There is no preset “{name}”. The presets are preview, balanced, best, paper."),
    };

    /// <summary>The settings of a task under a preset, with some of them changed.</summary>
    /// <param name="task">Task identifier.</param>
    /// <param name="preset">Where the settings start from.</param>
    /// <param name="overrides">Parameter name to value, numbers in the invariant culture; null for none.</param>
    /// <param name="seed">Seed of the run's generator.</param>
    /// <exception cref="InvalidSpecException">task.unknown, param.unknown, param.range or param.choice.</exception>
    public static RestorationSpec CreateSpec(string task, Preset preset, IReadOnlyDictionary<string, string>? overrides, long seed)
    {
        var values = Find(task).Settings(preset, overrides);
        var network = NetworkFor(task, values["network"]);
        var iterations = int.Parse(values["iterations"], CultureInfo.InvariantCulture);
        var learningRate = Number(values["learningRate"]);
        var inputNoise = Number(values["inputNoise"]);
        var averaging = Number(values["averaging"]);
        return task switch
        {
            "denoise" => new DenoiseSpec
            {
                Preset = preset, Network = network, Iterations = iterations, LearningRate = learningRate, InputNoise = inputNoise, Averaging = averaging, Seed = seed,
            },
            "inpaint" => new InpaintSpec
            {
                Preset = preset, Network = network, Iterations = iterations, LearningRate = learningRate, InputNoise = inputNoise, Averaging = averaging, Seed = seed,
            },
            "superres" => new SuperResolveSpec
            {
                Preset = preset, Network = network, Iterations = iterations, LearningRate = learningRate, InputNoise = inputNoise, Averaging = averaging, Seed = seed,
                Factor = int.Parse(values["factor"], CultureInfo.InvariantCulture),
            },
            _ => throw new InvalidOperationException($"The task {task} is listed but has no spec."),
        };
    }

    private static NetworkSpec NetworkFor(string task, string choice) => choice switch
    {
        Decoder => DecoderFor(task),
        NarrowHourglass => new HourglassSpec
        {
            Widths = [32, 64, 64, 64, 64], SkipWidths = [4, 4, 4, 4, 4], ConvolvesBeforeUpsampling = true,
        },
        Hourglass => new HourglassSpec
        {
            Widths = [128, 128, 128, 128, 128],
            SkipWidths = task == "inpaint" ? [128, 128, 128, 128, 128] : [4, 4, 4, 4, 4],
            Upsampling = task == "inpaint" ? Upsampling.Nearest : Upsampling.Bilinear,
        },
        _ => throw new InvalidOperationException($"The network {choice} is listed but has no spec."),
    };

    /// <summary>
    /// docs/quality.md has the measurements. Noise on the features delays fitting the picture's own noise; a latent at 1/16
    /// of the resolution carries the surroundings into a large hole, where one at 1/8 fits fine detail sooner.
    /// </summary>
    private static DecoderSpec DecoderFor(string task) => task switch
    {
        "denoise" => new DecoderSpec { Widths = [64, 64, 32, 16], FeatureNoise = 0.3 },
        "inpaint" => new DecoderSpec { Widths = [128, 128, 64, 32, 16] },
        _ => new DecoderSpec { Widths = [128, 64, 32, 16] },
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Values(
        int iterations, string network, double learningRate, double inputNoise, double averaging, int? factor = null)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["iterations"] = iterations.ToString(CultureInfo.InvariantCulture),
            ["network"] = network,
            ["learningRate"] = learningRate.ToString("0.######", CultureInfo.InvariantCulture),
            ["inputNoise"] = inputNoise.ToString("0.######", CultureInfo.InvariantCulture),
            ["averaging"] = averaging.ToString("0.######", CultureInfo.InvariantCulture),
        };
        if (factor is { } scale)
        {
            values["factor"] = scale.ToString(CultureInfo.InvariantCulture);
        }

        return values;
    }

    private static Dictionary<Preset, IReadOnlyDictionary<string, string>> Presets(
        Dictionary<string, string> preview, Dictionary<string, string> balanced, Dictionary<string, string> best, Dictionary<string, string> paper) => new()
        {
            [Preset.Preview] = preview,
            [Preset.Balanced] = balanced,
            [Preset.Best] = best,
            [Preset.Paper] = paper,
        };
}
