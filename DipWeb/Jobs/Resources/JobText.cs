namespace DipWeb.Jobs.Resources;

/// <summary>Names the texts about tasks, presets, parameters and states.</summary>
public sealed class JobText;
