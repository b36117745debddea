using DipWeb.Engine.Diagnostics;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Editor;

/// <summary>Builds the studio's state from what its address names.</summary>
public sealed class StudioLoader(ImageStore images, JobService jobs, IMachine machine, SampleCatalog samples)
{
    /// <summary>The sample of that name; null when there is none.</summary>
    public Sample? FindSample(string id) => samples.All.FirstOrDefault(sample => sample.Id == id);

    /// <summary>The state, and the mask to begin with; null when the picture or the job is unknown.</summary>
    /// <param name="imageId">A stored picture; ignored when there is a job.</param>
    /// <param name="sampleId">The sample that the picture is, if any: it brings its task and its mask.</param>
    /// <param name="referenceId">The clean picture that belongs to it, if any.</param>
    /// <param name="jobId">A job to repeat with changes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<StudioScene?> LoadAsync(string? imageId, string? sampleId, string? referenceId, string? jobId, CancellationToken cancellationToken)
    {
        var job = jobId is null ? null : await jobs.FindAsync(jobId, cancellationToken);
        var image = await FindImageAsync(job?.ImageId ?? imageId, cancellationToken);
        if (image is null || (jobId is not null && job is null))
        {
            return null;
        }

        var reference = await FindImageAsync(job?.ReferenceId ?? referenceId, cancellationToken);
        var state = new StudioState(image, reference) { Device = (await machine.ReportAsync(cancellationToken)).Device };
        if (job is not null)
        {
            state.Repeat(job);
            state.Guide = await FindImageAsync(job.GuideId, cancellationToken);
            return new StudioScene(state, job.MaskId is { } mask ? $"/api/masks/{mask}" : null);
        }

        var sample = sampleId is null ? null : FindSample(sampleId);
        if (sample is not null)
        {
            state.ChooseTask(sample.Task);
        }

        return new StudioScene(state, sample?.Mask is { } painted ? $"/samples/{painted}" : null);
    }

    /// <summary>What seems to be wrong with a picture.</summary>
    /// <exception cref="ImageRejectedException"><c>image.unknown</c>.</exception>
    public Task<PictureDiagnosis> DiagnoseAsync(string imageId, CancellationToken cancellationToken) => images.DiagnoseAsync(imageId, cancellationToken);

    /// <summary>A stored picture; null when there is none with that id.</summary>
    public async Task<StoredImage?> FindImageAsync(string? id, CancellationToken cancellationToken) =>
        id is null ? null : await images.FindAsync(id, cancellationToken);
}
