namespace DipWeb.Engine.Specs;

/// <summary>Settings that a preset changes when one parameter has one value.</summary>
/// <param name="Preset">The preset.</param>
/// <param name="Parameter">Name of the deciding parameter.</param>
/// <param name="Value">The value at which the preset differs.</param>
/// <param name="Changes">Parameter name to value, in place of the preset's.</param>
internal sealed record PresetVariant(Preset Preset, string Parameter, string Value, IReadOnlyDictionary<string, string> Changes);
