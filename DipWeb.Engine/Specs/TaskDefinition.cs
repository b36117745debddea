namespace DipWeb.Engine.Specs;

/// <summary>A task a person can choose: what it needs, what can be adjusted, and the value of everything under each preset.</summary>
public sealed class TaskDefinition
{
    private readonly IReadOnlyDictionary<Preset, IReadOnlyDictionary<string, string>> _defaults;
    private readonly IReadOnlyList<PresetVariant> _variants;

    internal TaskDefinition(
        string id,
        bool needsMask,
        IReadOnlyList<ParameterDefinition> parameters,
        IReadOnlyDictionary<Preset, IReadOnlyDictionary<string, string>> defaults,
        IReadOnlyList<PresetVariant>? variants = null)
    {
        Id = id;
        NeedsMask = needsMask;
        Parameters = parameters;
        _defaults = defaults;
        _variants = variants ?? [];
    }

    /// <summary>Identifier on the wire: denoise, inpaint, superres.</summary>
    public string Id { get; }

    /// <summary>Whether the task needs to be told where the holes are.</summary>
    public bool NeedsMask { get; }

    /// <summary>What can be adjusted.</summary>
    public IReadOnlyList<ParameterDefinition> Parameters { get; }

    /// <summary>The value of every parameter under a preset, as text in the invariant culture.</summary>
    /// <param name="preset">The preset.</param>
    public IReadOnlyDictionary<string, string> Defaults(Preset preset) => _defaults[preset];

    /// <summary>The value of every parameter under a preset with some of them changed: what a run will really use.</summary>
    /// <param name="preset">Where the settings start from.</param>
    /// <param name="overrides">Parameter name to value, numbers in the invariant culture; null for none.</param>
    /// <exception cref="InvalidSpecException">param.unknown, param.range or param.choice.</exception>
    public IReadOnlyDictionary<string, string> Settings(Preset preset, IReadOnlyDictionary<string, string>? overrides)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in overrides ?? new Dictionary<string, string>())
        {
            wanted[name] = Parameter(name).Validate(value);
        }

        var values = new Dictionary<string, string>(Defaults(preset), StringComparer.Ordinal);
        foreach (var variant in _variants.Where(variant => variant.Preset == preset && wanted.GetValueOrDefault(variant.Parameter) == variant.Value))
        {
            Apply(variant.Changes, values);
        }

        Apply(wanted, values);
        return values;
    }

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
