using System.Globalization;

namespace DipWeb.Editor;

/// <summary>A picture that is shipped with the program, with its damage.</summary>
public sealed record Sample
{
    public required string Id { get; init; }

    public required string Task { get; init; }

    /// <summary>Two-letter language to title; en is always there.</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    public required string Image { get; init; }

    public string? Mask { get; init; }

    public string? Reference { get; init; }

    public required string Credit { get; init; }

    public string TitleFor(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return Title.TryGetValue(culture.TwoLetterISOLanguageName, out var title) ? title : Title["en"];
    }
}
