namespace DipWeb.Engine.Specs;

/// <summary>A task a person can choose: what it needs, what can be adjusted, and the value of everything under each preset.</summary>
public sealed class TaskDefinition
{
    private readonly IReadOnlyDictionary<Preset, IReadOnlyDictionary<string, string>> _defaults;

    internal TaskDefinition(
        string id,
        bool needsMask,
        IReadOnlyList<ParameterDefinition> parameters,
        IReadOnlyDictionary<Preset, IReadOnlyDictionary<string, string>> defaults)
    {
        Id = id;
        NeedsMask = needsMask;
        Parameters = parameters;
        _defaults = defaults;
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
}
