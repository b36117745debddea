namespace DipWeb.Images.Resources;

/// <summary>Names the Japanese sentences for refusals, by code; the English ones stand where the refusal is made.</summary>
public sealed class RefusalText;
