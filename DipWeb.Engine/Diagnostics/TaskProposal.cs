namespace DipWeb.Engine.Diagnostics;

/// <summary>A task that may help a picture, and what speaks for it.</summary>
public sealed record TaskProposal
{
    /// <summary>Identifier of the task: denoise, denoise.fast, impulse, scanlines, missing, jpeg, superres or restore.</summary>
    public required string Task { get; init; }

    /// <summary>How sure it is, in [0, 1]; a rank rather than a probability.</summary>
    public required double Confidence { get; init; }

    /// <summary>What was measured, the number that decided first.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>Suggested parameters of the task, name to text in the invariant culture.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    internal static TaskProposal Of(string task, double confidence, IReadOnlyList<Evidence> evidence, params (string Name, string Value)[] parameters) => new()
    {
        Task = task,
        Confidence = Math.Round(confidence, 2),
        Evidence = evidence,
        Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal),
    };
}
