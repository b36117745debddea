namespace DipWeb.Jobs;

/// <summary>A request that cannot be done as asked. The message is a sentence for people.</summary>
/// <param name="code">Stable, machine-readable code.</param>
/// <param name="status">The HTTP status that says the same.</param>
/// <param name="message">What is wrong, with the limit and the actual value.</param>
public sealed class RequestRefusedException(string code, int status, string message) : Exception(message)
{
    /// <summary>Stable, machine-readable code.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status that says the same.</summary>
    public int Status { get; } = status;

    /// <summary>The bound that was passed, if there is one.</summary>
    public object? Limit { get; init; }

    /// <summary>What was asked for instead.</summary>
    public object? Actual { get; init; }

    /// <summary>What would be accepted, if that is known.</summary>
    public string? Fitting { get; init; }
}
