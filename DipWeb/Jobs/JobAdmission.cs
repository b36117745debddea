using System.Globalization;
using System.Security.Cryptography;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Storage;

namespace DipWeb.Jobs;

/// <summary>Decides whether a wish can become a job: everything about it is checked here, before it waits for the device.</summary>
internal sealed class JobAdmission(ImageStore images, MaskStore masks, IMachine machine, JobForecaster forecaster, TimeProvider clock)
{
    private const int Megabyte = 1_000_000;
    private const long LargestSeed = (1L << 53) - 1; // the largest whole number that every reader of JSON keeps exactly

    /// <exception cref="RequestRefusedException">The request does not fit together.</exception>
    /// <exception cref="ImageRejectedException">A picture or mask is unknown.</exception>
    /// <exception cref="InvalidSpecException">The task, the preset or a parameter is not as the task describes it.</exception>
    public async Task<RestorationJob> AdmitAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var seed = request.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        if (seed is < 0 or > LargestSeed)
        {
            throw Refused("param.range", $"seed must be a whole number from 0 to {LargestSeed}; it was {seed}.");
        }

        var wish = RestorationWish.Of(request, seed, (await machine.ReportAsync(cancellationToken)).Device);
        var (task, spec) = (wish.Task, wish.Spec);
        var image = await images.GetAsync(request.ImageId, cancellationToken);
        var mask = await MaskForAsync(request, task, cancellationToken);
        await EnsureGuideFitsAsync(request.GuideId, task, image, cancellationToken);
        var (width, height) = (spec.ScaleFactor.Scale(image.Width), spec.ScaleFactor.Scale(image.Height));
        var regions = spec.CanWorkOnARegion && mask is not null ? await masks.RegionsOfAsync(mask, cancellationToken) : [];
        var limit = await forecaster.MemoryLimitAsync(cancellationToken);
        var parts = JobParts.Of(spec, image.Width, image.Height, mask is not null, regions, limit * Megabyte);
        EnsureMemorySuffices(spec, width, height, parts, limit);
        await EnsureReferenceFitsAsync(request.ReferenceId, image.Channels, width, height, cancellationToken);
        return new RestorationJob
        {
            Id = RandomId.Create(),
            State = JobState.Queued,
            Task = task.Id,
            Preset = request.Preset ?? RestorationWish.DefaultPreset,
            Parameters = new Dictionary<string, string>(wish.Settings, StringComparer.Ordinal),
            Seed = seed,
            ImageId = image.Id,
            MaskId = mask?.Id,
            GuideId = request.GuideId,
            ReferenceId = request.ReferenceId,
            Width = width,
            Height = height,
            Regions = Math.Max(1, parts.Count),
            Iterations = spec.Iterations * spec.Seeds * Math.Max(1, parts.Count),
            CreatedAt = clock.GetUtcNow(),
        };
    }

    /// <summary>The job's new number of iterations.</summary>
    /// <exception cref="RequestRefusedException">job.state or param.range.</exception>
    public static int Extend(RestorationJob job, int iterations)
    {
        if (job.State is not (JobState.Completed or JobState.Paused) || job.CheckpointIteration == 0)
        {
            throw new RequestRefusedException(
                "job.state", StatusCodes.Status409Conflict, "Only a completed or paused job with a checkpoint can be given more iterations.");
        }

        if (job.Seeds > 1 || job.Regions > 1)
        {
            var kind = job.Seeds > 1 ? "averages several seeds" : "computes several regions";
            throw new RequestRefusedException(
                "job.state", StatusCodes.Status409Conflict, $"A job that {kind} cannot be given more iterations. Start another one with more.");
        }

        var range = TaskCatalog.Find(job.Task).Parameters.Single(parameter => parameter.Name == "iterations");
        var total = (long)Math.Max(job.Iteration, job.State == JobState.Paused ? job.Iterations : 0) + iterations;
        return iterations >= 1 && total <= range.Maximum
            ? (int)total
            : throw Refused("param.range", $"A job may have up to {range.Maximum} iterations; {job.Iteration} are done and {iterations} more were asked for.");
    }

    private static RequestRefusedException Refused(string code, string message) => new(code, StatusCodes.Status422UnprocessableEntity, message);

    /// <summary>Told now, and not by a process that the system kills after an hour.</summary>
    /// <param name="spec">What is to be done.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="parts">What will be computed one after another; none for all at once.</param>
    /// <param name="limit">Megabytes that may be used.</param>
    private static void EnsureMemorySuffices(RestorationSpec spec, int width, int height, IReadOnlyList<RegionOfInterest> parts, long limit)
    {
        var needed = MemoryEstimate.PeakBytes(spec, width, height, parts) / Megabyte;
        if (needed > limit)
        {
            var fitting = MemoryEstimate.LargestWithin(spec, width, height, limit * Megabyte) is { } size
                ? string.Create(CultureInfo.InvariantCulture, $"{size.Width} x {size.Height}")
                : null;
            throw new RequestRefusedException(
                "job.too_big",
                StatusCodes.Status422UnprocessableEntity,
                string.Create(CultureInfo.InvariantCulture, $"A result of {width} x {height} pixels needs about {needed} MB of memory with this network, and {limit} MB may be used. {Advice(spec, fitting)}"))
            { Limit = limit, Actual = needed, Fitting = fitting };
        }
    }

    /// <summary>What a person could do instead.</summary>
    private static string Advice(RestorationSpec spec, string? fitting)
    {
        var network = spec.Network is HourglassSpec ? "the decoder network needs less" : null;
        return (fitting, network) switch
        {
            (null, null) => "This machine has too little memory for it.",
            (null, _) => "Try a smaller picture with the decoder network.",
            (_, null) => $"A result of {fitting} pixels would fit.",
            _ => $"A result of {fitting} pixels would fit, and {network}.",
        };
    }

    /// <summary>Null where the task does not look at masks, or does without.</summary>
    private async Task<StoredMask?> MaskForAsync(JobRequest request, TaskDefinition task, CancellationToken cancellationToken)
    {
        if (task.Mask == Use.None || request.MaskId is not { } maskId)
        {
            return task.NeedsMask ? throw Refused("mask.required", $"The task {task.Id} needs a mask that shows what to repair.") : null;
        }

        var mask = await masks.GetAsync(maskId, cancellationToken);
        return mask.ImageId == request.ImageId
            ? mask
            : throw Refused("mask.other_image", "The mask belongs to another picture.");
    }

    private async Task EnsureGuideFitsAsync(string? guideId, TaskDefinition task, StoredImage image, CancellationToken cancellationToken)
    {
        if (guideId is null)
        {
            if (task.Guide == Use.Required)
            {
                throw Refused("guide.required", $"The task {task.Id} needs a second picture that guides it.");
            }

            return;
        }

        if (task.Guide == Use.None)
        {
            throw Refused("guide.unused", $"The task {task.Id} takes no guide picture.");
        }

        var guide = await images.GetAsync(guideId, cancellationToken);
        if (guide.Width != image.Width || guide.Height != image.Height)
        {
            throw Refused(
                "guide.size",
                string.Create(CultureInfo.InvariantCulture, $"The guide is {guide.Width} x {guide.Height} pixels and the picture {image.Width} x {image.Height}; they must be equal."));
        }
    }

    private async Task EnsureReferenceFitsAsync(string? referenceId, int channels, int width, int height, CancellationToken cancellationToken)
    {
        if (referenceId is null)
        {
            return;
        }

        var reference = await images.GetAsync(referenceId, cancellationToken);
        if (reference.Width != width || reference.Height != height || reference.Channels != channels)
        {
            throw Refused(
                "reference.size",
                string.Create(CultureInfo.InvariantCulture, $"The reference is {Describe(reference.Width, reference.Height, reference.Channels)}; the result will be {Describe(width, height, channels)}."));
        }
    }

    private static string Describe(int width, int height, int channels) =>
        string.Create(CultureInfo.InvariantCulture, $"{width} x {height} pixels in {(channels == 1 ? "grey" : "colour")}");
}
