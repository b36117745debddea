namespace DipWeb.Engine.Specs.Tasks;

/// <summary>Removes noise in seconds with the two-view denoiser.</summary>
internal static class FastDenoiseTask
{
    /// <summary>How many steps it learns for under a preset.</summary>
    public static int IterationsOf(Preset preset) => int.Parse(Definition.Defaults(preset)["iterations"], CultureInfo.InvariantCulture);

    public static TaskDefinition Definition { get; } = new()
    {
        Id = "denoise.fast",
        Summary = "Removes grain in seconds: a tiny denoiser learns from two half-size views of your picture.",
        Limits = "It needs noise that is independent from pixel to pixel and works less well below about 200 pixels a side.",
        Parameters = [.. CommonParameters.All.Where(parameter => parameter.Name is "iterations" or "learningRate" or "schedule" or "averaging" or "seeds")],
        Presets = new()
        {
            { "iterations", "1000", "3000", "8000", "2000" },
            { "learningRate", "0.003", "0.003", "0.003", "0.001" },
            { "schedule", "cosine", "cosine", "cosine", "halved" },
            { "averaging", "0.99", "0.99", "0.99", "0" },
            { "seeds", "1", "1", "2", "1" },
        },
        Specify = settings => new RestorationSpec
        {
            Task = "denoise.fast",
            Preset = settings.Preset,
            Seed = settings.Seed,
            Seeds = settings.Whole("seeds"),
            Method = RestorationMethod.TwoViews,
            Network = (settings.Preset == Preset.Paper ? TwoViewSpec.Published : new()) with { Averaging = settings.Number("averaging") },
            Iterations = settings.Whole("iterations"),
            LearningRate = settings.Number("learningRate"),
            Schedule = settings.Schedule,
            InputNoise = 0,
            Averaging = 0, // the weights are averaged instead
        },
    };
}
