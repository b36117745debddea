using DipWeb.Jobs;

namespace DipWeb.Preview;

/// <summary>What a page hears.</summary>
public interface IJobsClient
{
    /// <summary>How far a job has come; several times a second at most, the newest only.</summary>
    Task Progress(JobUpdate update);

    /// <summary>A job was completed, cancelled, or failed.</summary>
    Task Finished(JobUpdate update);
}
