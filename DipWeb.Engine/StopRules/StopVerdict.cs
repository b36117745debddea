namespace DipWeb.Engine.StopRules;

/// <summary>What a look at a run says.</summary>
/// <param name="IsBest">The averaged iterate of now is the best so far.</param>
/// <param name="IsOver">Nothing better has come for as long as the rule waits.</param>
internal readonly record struct StopVerdict(bool IsBest, bool IsOver);
