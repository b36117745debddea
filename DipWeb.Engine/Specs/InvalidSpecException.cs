using DipWeb.Engine.Diagnostics;

namespace DipWeb.Engine.Specs;

/// <summary>The wish cannot be carried out as written. The message is a sentence for people.</summary>
/// <param name="code">Stable code: task.unknown, preset.unknown, param.unknown, param.range, param.choice, mask.required, mask.size, mask.full, mask.empty, reference.size.</param>
/// <param name="message">What is wrong, with the bound and the actual value.</param>
public sealed class InvalidSpecException(string code, string message) : EngineException(message)
{
    /// <summary>Stable, machine-readable code.</summary>
    public string Code { get; } = code;
}
