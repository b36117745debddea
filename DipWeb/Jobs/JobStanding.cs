namespace DipWeb.Jobs;

/// <summary>A job's state together with what is wanted of it.</summary>
/// <param name="State">Where the job stands.</param>
/// <param name="Desired">What is wanted of it.</param>
public readonly record struct JobStanding(JobState State, JobDesire Desired);
