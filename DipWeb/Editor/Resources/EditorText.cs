namespace DipWeb.Editor.Resources;

/// <summary>Names the texts of the studio and of uploading.</summary>
public sealed class EditorText;
