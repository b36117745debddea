namespace DipWeb.Images.Resources;

/// <summary>Names the remarks of <see cref="ImageNotes"/>; the English sentences are the keys.</summary>
public sealed class NoteText;
