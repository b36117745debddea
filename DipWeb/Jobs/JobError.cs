namespace DipWeb.Jobs;

/// <summary>Why a job failed.</summary>
/// <param name="Code">Stable, machine-readable code.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record JobError(string Code, string Message);
