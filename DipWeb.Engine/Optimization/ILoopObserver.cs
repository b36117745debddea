namespace DipWeb.Engine.Optimization;

/// <summary>Watches one fit from inside the engine.</summary>
internal interface ILoopObserver
{
    /// <summary>Called after each iteration, on the loop's thread.</summary>
    /// <param name="run">The state to read from.</param>
    /// <returns>Whether to finish now.</returns>
    bool After(RunState run);
}
