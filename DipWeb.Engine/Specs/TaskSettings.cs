using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Specs;

/// <summary>The checked value of every parameter of a task, read as what it is.</summary>
internal sealed class TaskSettings(Preset preset, long seed, IReadOnlyDictionary<string, string> values)
{
    public Preset Preset => preset;

    public long Seed => seed;

    public LearningRateSchedule Schedule => Word("schedule") switch
    {
        "constant" => LearningRateSchedule.Constant,
        "halved" => LearningRateSchedule.HalvedAtThreeQuarters,
        "cosine" => LearningRateSchedule.CosineTail,
        var other => throw new InvalidOperationException($"The schedule {other} is listed but unknown."),
    };

    public string Word(string name) => values[name];

    public int Whole(string name) => int.Parse(values[name], CultureInfo.InvariantCulture);

    public double Number(string name) => double.Parse(values[name], CultureInfo.InvariantCulture);

    /// <summary>Null where it is to be measured from the picture.</summary>
    public double? NumberOrAutomatic(string name) => values[name] == ParameterDefinition.Automatic ? null : Number(name);

    public Ratio Ratio(string name) => Imaging.Ratio.TryParse(values[name], out var ratio)
        ? ratio
        : throw new InvalidOperationException($"{name} was checked and is no ratio.");

    /// <summary>The spec that the common parameters describe; the task adds what is its own.</summary>
    public RestorationSpec ToSpec(string task, NetworkSpec network) => new()
    {
        Task = task,
        Preset = preset,
        Seed = seed,
        Seeds = Whole("seeds"),
        Network = network,
        Precision = Word("precision") switch
        {
            "tf32" => Precision.Tf32,
            "float32" => Precision.Full,
            "bfloat16" => Precision.BFloat16,
            var other => throw new InvalidOperationException($"The precision {other} is listed but unknown."),
        },
        Iterations = Whole("iterations"),
        LearningRate = Number("learningRate"),
        Schedule = Schedule,
        InputNoise = Number("inputNoise"),
        Averaging = Number("averaging"),
        StopRule = new StopRuleSpec
        {
            Kind = Word("stopRule") switch
            {
                "fixed" => StopRuleKind.Fixed,
                "holdOut" => StopRuleKind.HoldOut,
                "plateau" => StopRuleKind.Plateau,
                "windowedVariance" => StopRuleKind.WindowedVariance,
                "movingVariance" => StopRuleKind.MovingVariance,
                "discrepancy" => StopRuleKind.Discrepancy,
                var other => throw new InvalidOperationException($"The stop rule {other} is listed but unknown."),
            },
            HoldOutShare = Number("holdOut"),
            Patience = Whole("patience"),
        },
    };
}
