using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using Microsoft.Extensions.Options;

namespace DipWeb.Jobs;

/// <summary>Tells what a job would take before it is submitted.</summary>
public sealed class JobForecaster
{
    private const int Megabyte = 1_000_000;

    private readonly ImageStore _images;
    private readonly MaskStore _masks;
    private readonly IMachine _machine;
    private readonly RunningJobs _runs;
    private readonly JobOptions _options;

    internal JobForecaster(ImageStore images, MaskStore masks, IMachine machine, RunningJobs runs, IOptions<JobOptions> options)
    {
        (_images, _masks, _machine, _runs, _options) = (images, masks, machine, runs, options.Value);
    }

    /// <summary>Megabytes that a job may use.</summary>
    public async Task<long> MemoryLimitAsync(CancellationToken cancellationToken) =>
        _options.MaxMemoryMegabytes ?? (JobParts.UsualLimit((await _machine.ReportAsync(cancellationToken)).DeviceMemory) / Megabyte);

    /// <summary>The forecast of a request; its mask may still be missing.</summary>
    /// <exception cref="ImageRejectedException">A picture or mask is unknown.</exception>
    /// <exception cref="InvalidSpecException">The task, the preset or a parameter is not as the task describes it.</exception>
    public async Task<JobForecast> ForecastAsync(JobRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var image = await _images.GetAsync(request.ImageId, cancellationToken);
        var mask = request.MaskId is { } id ? await _masks.GetAsync(id, cancellationToken) : null;
        return await ForecastAsync(request, image, mask is null ? [] : await _masks.RegionsOfAsync(mask, cancellationToken), cancellationToken);
    }

    /// <summary>The forecast of a request whose picture is at hand.</summary>
    /// <param name="request">What a person asks for.</param>
    /// <param name="image">Its picture.</param>
    /// <param name="regions">The parts that a mask is about; none for the whole picture.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidSpecException">The task, the preset or a parameter is not as the task describes it.</exception>
    public async Task<JobForecast> ForecastAsync(JobRequest request, StoredImage image, IReadOnlyList<RegionOfInterest> regions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        var report = await _machine.ReportAsync(cancellationToken);
        var wish = RestorationWish.Of(request, request.Seed ?? 0, report.Device);
        var spec = wish.Spec;
        var (width, height) = (spec.ScaleFactor.Scale(image.Width), spec.ScaleFactor.Scale(image.Height));
        var hasMask = wish.Task.Mask != Use.None && (request.MaskId is not null || regions.Count > 0); // what is painted is not uploaded yet
        var limit = await MemoryLimitAsync(cancellationToken);
        var parts = JobParts.Of(spec, image.Width, image.Height, hasMask, regions, limit * Megabyte);
        var times = await _machine.TimesAsync(wish, mayCompute: _runs.IsEmpty, cancellationToken);
        return new JobForecast
        {
            Width = width,
            Height = height,
            Seconds = times?.Seconds(
                spec.HasTwoViews ? spec.TwoViewIterations : 0, spec.Iterations, spec.Seeds, parts is [] ? [(long)width * height] : [.. parts.Select(part => part.PixelCount)]),
            MemoryMegabytes = MemoryEstimate.PeakBytes(spec, width, height, parts) / Megabyte,
            MemoryLimitMegabytes = limit,
        };
    }
}
