namespace DipWeb.Compute;

/// <summary>Reads a compute process's standard error to the log and remembers its last words.</summary>
internal sealed class ChildErrorLog(StreamReader errors, ILogger logger)
{
    private const string UnhandledMark = "Unhandled exception";

    private string _last = "";

    /// <summary>The line that says most about an end: an unhandled exception, else the last line.</summary>
    public string LastWords => Volatile.Read(ref _last);

    /// <summary>Ends with the process.</summary>
    public async Task ReadAsync()
    {
        while (await errors.ReadLineAsync() is { } line)
        {
            logger.ChildSaid(line);
            if (line.Length > 0 && !_last.StartsWith(UnhandledMark, StringComparison.Ordinal))
            {
                Volatile.Write(ref _last, line);
            }
        }
    }
}
