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
