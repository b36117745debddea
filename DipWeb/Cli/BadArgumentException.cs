namespace DipWeb.Cli;

/// <summary>The arguments cannot be followed. The message is one line for the person at the shell.</summary>
internal sealed class BadArgumentException(string message) : Exception(message);
