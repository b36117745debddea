using System.Globalization;
using DipWeb.Engine.Specs;
using DipWeb.Jobs;

namespace DipWeb.Tests.TestKit;

/// <summary>A server that has been given one short run of every task, with everything that a task may take.</summary>
public sealed class TaskRuns : IAsyncLifetime
{
    /// <summary>Enough for the last one of the queue on a machine that does other things too.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly WebServer _server = new();
    private readonly Dictionary<string, JobView> _submitted = new(StringComparer.Ordinal);

    internal const int Iterations = 2;

    internal JobClient Jobs { get; private set; } = null!; // set before the first test

    public async ValueTask InitializeAsync()
    {
        Jobs = new JobClient(_server.Client);
        foreach (var task in TaskCatalog.All)
        {
            var picture = await Jobs.AddImageAsync(task.Id == "jpeg" ? SmallPictures.Jpeg() : SmallPictures.Waves());
            _submitted[task.Id] = await Jobs.SubmitAsync(new JobRequest
            {
                ImageId = picture,
                Task = task.Id,
                Preset = "preview",
                MaskId = await Jobs.AddMaskAsync(picture, SmallPictures.Mask()),
                GuideId = task.Guide == Use.None ? null : await Jobs.AddImageAsync(SmallPictures.Noisy()),
                Seed = 1,
                Parameters = new Dictionary<string, string> { ["iterations"] = Iterations.ToString(CultureInfo.InvariantCulture) },
            });
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The run of a task, ended one way or another.</summary>
    internal Task<JobView> EndOfAsync(string task) => EndAsync(_submitted[task]);

    /// <summary>A job, ended one way or another.</summary>
    internal Task<JobView> EndAsync(JobView job) =>
        Jobs.WaitAsync(job.Id, now => now.State is JobState.Completed or JobState.Cancelled or JobState.Failed, Deadline);
}
