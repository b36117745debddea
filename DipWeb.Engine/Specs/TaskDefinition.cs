using DipWeb.Engine.Devices;

namespace DipWeb.Engine.Specs;

/// <summary>A task a person can choose: what it needs, what can be adjusted, and the value of everything under each preset.</summary>
public sealed class TaskDefinition
{
    /// <summary>Identifier on the wire, for example inpaint or denoise.fast.</summary>
    public required string Id { get; init; }

    /// <summary>One sentence: what it does.</summary>
    public required string Summary { get; init; }

    /// <summary>One sentence: what it cannot do.</summary>
    public required string Limits { get; init; }

    /// <summary>Whether the task is told by a mask what not to believe.</summary>
    public Use Mask { get; init; }

    /// <summary>Whether the task takes a second picture of the same size that guides it.</summary>
    public Use Guide { get; init; }

    /// <summary>Whether the task cannot begin before a mask says where the holes are.</summary>
    public bool NeedsMask => Mask == Use.Required;

    /// <summary>What can be adjusted.</summary>
    public required IReadOnlyList<ParameterDefinition> Parameters { get; init; }

    internal PresetTable Presets { get; init; } = [];

    /// <summary>What else changes with the value of one parameter.</summary>
    internal IReadOnlyList<PresetVariant> Variants { get; init; } = [];

    /// <summary>The network of <see cref="Preset.Balanced"/> on a GPU; null where it is the same as on a CPU.</summary>
    internal string? GpuNetwork { get; init; }

    internal Func<TaskSettings, RestorationSpec> Specify { get; init; } = _ => throw new InvalidOperationException("The task has no spec.");

    /// <summary>The value of every parameter under a preset, as text in the invariant culture.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="device">What will compute.</param>
    public IReadOnlyDictionary<string, string> Defaults(Preset preset, DeviceKind device = DeviceKind.Cpu) => Settings(preset, null, device);

    /// <summary>The value of every parameter under a preset with some of them changed: what a run will really use.</summary>
    /// <param name="preset">Where the settings start from.</param>
    /// <param name="overrides">Parameter name to value, numbers in the invariant culture; null for none.</param>
    /// <param name="device">What will compute.</param>
    /// <exception cref="InvalidSpecException">param.unknown, param.range or param.choice.</exception>
    public IReadOnlyDictionary<string, string> Settings(Preset preset, IReadOnlyDictionary<string, string>? overrides, DeviceKind device = DeviceKind.Cpu)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in overrides ?? new Dictionary<string, string>())
        {
            wanted[name] = Parameter(name).Validate(value);
        }

        var values = new Dictionary<string, string>(Presets[preset], StringComparer.Ordinal);
        if (device == DeviceKind.Gpu && preset == Preset.Balanced && GpuNetwork is { } network)
        {
            values["network"] = network;
        }

        var chosen = new Dictionary<string, string>(values, StringComparer.Ordinal);
        Apply(wanted, chosen);
        foreach (var variant in Variants.Where(variant => variant.Preset == preset && chosen[variant.Parameter] == variant.Value))
        {
            Apply(variant.Changes, values);
        }

        Apply(wanted, values);
        return values;
    }

    /// <summary>The spec of a wish.</summary>
    /// <param name="preset">Where the settings start from.</param>
    /// <param name="overrides">Parameter name to value, numbers in the invariant culture; null for none.</param>
    /// <param name="seed">Seed of the run's generator.</param>
    /// <param name="device">What will compute.</param>
    /// <exception cref="InvalidSpecException">param.unknown, param.range or param.choice.</exception>
    public RestorationSpec CreateSpec(
        Preset preset, IReadOnlyDictionary<string, string>? overrides, long seed, DeviceKind device = DeviceKind.Cpu) =>
        Specify(new TaskSettings(preset, seed, Settings(preset, overrides, device)));

    private static void Apply(IReadOnlyDictionary<string, string> changes, Dictionary<string, string> values)
    {
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }
    }

    private ParameterDefinition Parameter(string name) =>
        Parameters.FirstOrDefault(candidate => candidate.Name == name)
        ?? throw new InvalidSpecException("param.unknown", $"The task {Id} has no parameter “{name}”. It has {string.Join(", ", Parameters.Select(known => known.Name))}.");
}
