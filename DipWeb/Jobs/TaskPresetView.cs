namespace DipWeb.Jobs;

/// <summary>The value of every parameter under a preset.</summary>
public sealed record TaskPresetView(string Name, IReadOnlyDictionary<string, string> Values);
