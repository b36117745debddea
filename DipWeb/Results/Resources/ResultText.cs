namespace DipWeb.Results.Resources;

/// <summary>Names the texts of the run page and of the list of runs.</summary>
public sealed class ResultText;
