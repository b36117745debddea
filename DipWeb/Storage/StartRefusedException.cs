namespace DipWeb.Storage;

/// <summary>The server will not start like this. The message is one sentence for the person who started it.</summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException(string message)
        : base(message)
    {
    }

    public StartRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
