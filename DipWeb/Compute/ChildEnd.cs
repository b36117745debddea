using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>How one compute process ended.</summary>
/// <param name="Outcome">What it answered; null when it died without an answer.</param>
/// <param name="ExitCode">Its exit code; 128 + number of the signal that ended it.</param>
/// <param name="IsStalled">Whether it was ended because it finished no iteration for too long.</param>
/// <param name="LastWords">The last line of its standard error; empty when there was none.</param>
internal sealed record ChildEnd(RunOutcome? Outcome, int ExitCode, bool IsStalled, string LastWords)
{
    private const int KilledBySystem = 137;
    private const int LongestQuote = 200;

    /// <summary>Why it died, for people.</summary>
    public string Describe()
    {
        if (IsStalled)
        {
            return "The computation finished no iteration for a long time.";
        }

        if (ExitCode == KilledBySystem)
        {
            return "The operating system killed the computation, most likely because memory ran out. Try a smaller picture or the decoder network.";
        }

        var quote = LastWords.Length > LongestQuote ? LastWords[..LongestQuote] : LastWords;
        return quote.Length > 0
            ? $"The computation ended unexpectedly (code {ExitCode}): {quote}"
            : $"The computation ended unexpectedly (code {ExitCode}).";
    }
}
