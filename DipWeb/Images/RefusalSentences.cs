using DipWeb.Images.Resources;
using Microsoft.Extensions.Localization;

namespace DipWeb.Images;

/// <summary>Says a refusal in the language of the reader.</summary>
public static class RefusalSentences
{
    /// <summary>The sentence for a code; the English one where the language has none.</summary>
    /// <param name="texts">The sentences by code.</param>
    /// <param name="code">Stable code of the refusal.</param>
    /// <param name="english">What the refusal says of itself.</param>
    /// <param name="limit">The bound, if there is one.</param>
    /// <param name="actual">What was sent instead.</param>
    /// <param name="fitting">What would be accepted, if that is known.</param>
    public static string Say(
        this IStringLocalizer<RefusalText> texts, string code, string english, object? limit = null, object? actual = null, string? fitting = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var sentence = texts[code, limit ?? "-", actual ?? "-", english];
        return sentence.ResourceNotFound ? english
            : fitting is null ? sentence.Value
            : sentence.Value + texts["fitting", fitting].Value;
    }
}
