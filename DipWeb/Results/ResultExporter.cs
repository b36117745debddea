using System.Globalization;
using DipWeb.Compute;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Results;

/// <summary>Writes results, and iterates that were kept, in the format that is asked for.</summary>
public sealed class ResultExporter(JobService jobs, JobFolder folder, ImageStore images, ImageCodec codec)
{
    /// <summary>The result, or the iterate of an iteration.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="format">png, png16, tiff16, jpeg or webp.</param>
    /// <param name="iteration">A kept iteration; null for the result.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RequestRefusedException">job.unknown, param.choice, result.none or frame.none.</exception>
    public async Task<ResultFile> ExportAsync(string jobId, string format, int? iteration, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(jobId, cancellationToken);
        var (kind, contentType, extension) = Parse(format);
        var source = PathOf(job, iteration);
        var bytes = await Task.Run(() => codec.Export(codec.ReadFloat(source), images.PathOf(job.ImageId), kind), cancellationToken);
        var suffix = iteration is { } number ? string.Create(CultureInfo.InvariantCulture, $"-{number}") : "";
        return new ResultFile(bytes, contentType, $"{job.Task}-{job.Id[..8]}{suffix}.{extension}");
    }

    /// <summary>The spread between the runs that were averaged: standard deviations of samples whose peak is 1, one plane.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="format">heat, a PNG in false colours, or tiff, the exact numbers as 32-bit floats.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The file, and what the lightest colour of the heat map stands for.</returns>
    /// <exception cref="RequestRefusedException">job.unknown, param.choice or spread.none.</exception>
    public async Task<(ResultFile File, double Scale)> ExportSpreadAsync(string jobId, string format, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(jobId, cancellationToken);
        if (format is not ("heat" or "tiff"))
        {
            throw new RequestRefusedException(
                "param.choice", StatusCodes.Status422UnprocessableEntity, $"format must be one of heat, tiff; it was “{format}”.");
        }

        var path = SpreadOf(job) ?? throw new RequestRefusedException(
            "spread.none", StatusCodes.Status404NotFound, "The job has no spread: that takes two finished runs from different seeds.");
        var spread = await Task.Run(() => codec.ReadFloat(path), cancellationToken);
        var (scale, name) = (HeatMap.ScaleOf(spread), $"{job.Task}-{job.Id[..8]}-spread");
        var file = format == "heat"
            ? new ResultFile(HeatMap.ToPng(spread, scale), "image/png", $"{name}.png")
            : new ResultFile(await File.ReadAllBytesAsync(path, cancellationToken), "image/tiff", $"{name}.tif");
        return (file, scale);
    }

    /// <summary>What the lightest colour of the spread's heat map stands for; null where there is no spread.</summary>
    public async Task<double?> ReadSpreadScaleAsync(JobView job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        return SpreadOf(job) is { } path ? await Task.Run(() => HeatMap.ScaleOf(codec.ReadFloat(path)), cancellationToken) : null;
    }

    /// <summary>The curve of a job.</summary>
    /// <exception cref="RequestRefusedException">job.unknown.</exception>
    public async Task<CurveView> ReadCurveAsync(string jobId, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(jobId, cancellationToken);
        return CurveView.Of(CurveFile.Read(folder.PathOf(job.Id)));
    }

    private static (ExportFormat Format, string ContentType, string Extension) Parse(string format) => format switch
    {
        "png" => (ExportFormat.Png, "image/png", "png"),
        "png16" => (ExportFormat.Png16, "image/png", "png"),
        "tiff16" => (ExportFormat.Tiff16, "image/tiff", "tif"),
        "jpeg" => (ExportFormat.Jpeg, "image/jpeg", "jpg"),
        "webp" => (ExportFormat.Webp, "image/webp", "webp"),
        _ => throw new RequestRefusedException(
            "param.choice", StatusCodes.Status422UnprocessableEntity, $"format must be one of png, png16, tiff16, jpeg, webp; it was “{format}”."),
    };

    /// <summary>Null where there is none: for one seed, or for a run that ended before its second.</summary>
    private string? SpreadOf(JobView job)
    {
        var path = JobFolder.SpreadIn(folder.PathOf(job.Id));
        return job.State == JobState.Completed && File.Exists(path) ? path : null;
    }

    private string PathOf(JobView job, int? iteration)
    {
        var isResult = iteration is null || (job.State == JobState.Completed && iteration == job.BestIteration);
        var path = isResult ? folder.ResultOf(job.Id) : JobFolder.IterateIn(folder.PathOf(job.Id), iteration.GetValueOrDefault());
        if (File.Exists(path) && (!isResult || job.State == JobState.Completed))
        {
            return path;
        }

        throw isResult
            ? new RequestRefusedException("result.none", StatusCodes.Status404NotFound, "The job has no result yet.")
            : new RequestRefusedException("frame.none", StatusCodes.Status404NotFound, $"The picture of iteration {iteration} was not kept.");
    }
}
