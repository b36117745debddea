using DipWeb.Jobs;
using Microsoft.AspNetCore.SignalR;

namespace DipWeb.Preview;

/// <summary>Where pages hear of jobs. Numbers only: pictures are fetched over HTTP by whoever is ready for one.</summary>
internal sealed class JobsHub(JobService jobs) : Hub<IJobsClient>
{
    /// <summary>Listens to a job, and receives how it stands now.</summary>
    /// <param name="jobId">The job.</param>
    public async Task<JobView> Watch(string jobId)
    {
        // Known before joined: the name of a group comes from outside and must not be just anything.
        await FindAsync(jobId);
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(jobId), Context.ConnectionAborted);

        // Read again after joining, so that nothing falls between the view and the first message.
        return await FindAsync(jobId);
    }

    /// <summary>Listens no longer.</summary>
    /// <param name="jobId">The job.</param>
    public Task Unwatch(string jobId) => Groups.RemoveFromGroupAsync(Context.ConnectionId, GroupOf(jobId), Context.ConnectionAborted);

    internal static string GroupOf(string jobId) => $"job:{jobId}";

    private async Task<JobView> FindAsync(string jobId) =>
        await jobs.FindAsync(jobId, Context.ConnectionAborted) ?? throw new HubException("job.unknown");
}
