using System.Globalization;
using DipWeb.Images;
using DipWeb.Jobs;
using Microsoft.Extensions.Options;

namespace DipWeb.Compute;

/// <summary>Turns a job into an order and has it computed.</summary>
internal sealed class JobRunner(
    ICompute compute, JobFolder folder, ImageStore images, MaskStore masks, IOptions<ComputeOptions> options, IOptions<ImageLimits> limits) : IJobRunner
{
    private const int FrameBits = 20; // a million live pictures an attempt: 72 hours at 4 a second

    public Task<RunOutcome> RunAsync(
        RestorationJob job, RunControl control, Func<RunProgress, Task<bool>> onProgress, CancellationToken cancellationToken)
    {
        var order = new ComputeOrder
        {
            Folder = folder.PathOf(job.Id),
            Attempt = job.Attempt,
            Task = job.Task,
            Preset = job.Preset,
            Parameters = new Dictionary<string, string>(job.Parameters, StringComparer.Ordinal)
            {
                // Of each seed in each region; an extended job has more than it was asked with.
                ["iterations"] = (job.Iterations / job.Seeds / job.Regions).ToString(CultureInfo.InvariantCulture),
                ["seeds"] = job.Seeds.ToString(CultureInfo.InvariantCulture),
            },
            Seed = job.Seed,
            ImagePath = images.PathOf(job.ImageId),
            MaskPath = job.MaskId is { } mask ? masks.PathOf(mask) : null,
            GuidePath = job.GuideId is { } guide ? images.PathOf(guide) : null,
            ReferencePath = job.ReferenceId is { } reference ? images.PathOf(reference) : null,
            InTiles = job.Regions > 1,
            Threads = options.Value.Threads,
            FirstFrame = Math.Max((long)job.Attempt << FrameBits, job.FrameSequence + 1),
            Desired = job.Desired,
            Cadence = ComputeCadence.From(options.Value),
            Limits = limits.Value,
        };
        return compute.RunAsync(order, control, onProgress, cancellationToken);
    }
}
