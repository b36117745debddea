namespace DipWeb.App.Resources;

/// <summary>Names the texts of the shell and the landing page.</summary>
public sealed class AppText;
