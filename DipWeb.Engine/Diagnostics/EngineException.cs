namespace DipWeb.Engine.Diagnostics;

/// <summary>A failure of the engine that a caller can act on. The message is a sentence for people.</summary>
public class EngineException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, with the limit and the actual value.</param>
    public EngineException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the fault that caused it.</summary>
    /// <param name="message">What is wrong, with the limit and the actual value.</param>
    /// <param name="innerException">The fault beneath.</param>
    public EngineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
