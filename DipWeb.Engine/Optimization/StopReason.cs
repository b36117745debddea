namespace DipWeb.Engine.Optimization;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>All planned iterations were done.</summary>
    IterationBudget,

    /// <summary>The stop rule saw no better iterate for as long as it waits; the result is the best one.</summary>
    Converged,

    /// <summary>The observer wanted to finish and keep the picture.</summary>
    Finished,

    /// <summary>The token was cancelled; the result holds what was reached.</summary>
    Cancelled,

    /// <summary>The fit broke down three times in spite of roll-backs; the result is the last sound iterate.</summary>
    Diverged,
}
