namespace DipWeb.Editor;

/// <summary>What the studio opens with.</summary>
/// <param name="State">The picture and what is chosen.</param>
/// <param name="MaskUrl">A mask to begin with, unless the browser kept a newer one; null for none.</param>
public sealed record StudioScene(StudioState State, string? MaskUrl);
