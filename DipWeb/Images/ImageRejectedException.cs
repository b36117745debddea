namespace DipWeb.Images;

/// <summary>A picture or mask cannot be used. The message is a sentence for the person who sent it.</summary>
/// <param name="code">Stable code for programs, such as <c>image.truncated</c>.</param>
/// <param name="message">What is wrong and what would be right.</param>
public sealed class ImageRejectedException(string code, string message) : Exception(message)
{
    /// <summary>Stable code for programs.</summary>
    public string Code { get; } = code;

    /// <summary>The bound that was passed: a number, or a text such as "640x480".</summary>
    public object? Limit { get; init; }

    /// <summary>What was found instead, in the form of <see cref="Limit"/>.</summary>
    public object? Actual { get; init; }
}
