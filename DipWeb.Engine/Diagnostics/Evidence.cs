namespace DipWeb.Engine.Diagnostics;

/// <summary>One number that was measured in a picture.</summary>
/// <param name="Name">What it is, camelCase: sigma, share, blockiness, shiftedRows.</param>
/// <param name="Value">The number, finite.</param>
/// <param name="Unit">greyLevels (of 255), percent, pixels, value (a sample, peak 1), or empty for a plain ratio.</param>
public sealed record Evidence(string Name, double Value, string Unit);
