using DipWeb.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DipWeb.Preview;

public static class FrameEndpoints
{
    private const int DefaultSide = 1024;
    private const int MaxSide = 4096;
    private const string Jpeg = "image/jpeg";

    /// <summary>Maps the hub and the pictures of runs.</summary>
    public static IEndpointRouteBuilder MapPreview(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapHub<JobsHub>("/hubs/jobs");
        var frames = routes.MapGroup("/api/jobs/{id}/frames").WithTags("Frames");
        frames.MapGet("/", ListAsync).ProducesProblem(404);
        frames.MapGet("/latest", GetLatestAsync).Produces(200, contentType: Jpeg).ProducesProblem(404);
        frames.MapGet("/best", GetBestAsync).Produces(200, contentType: Jpeg).ProducesProblem(404);
        frames.MapGet("/{iteration:int}", GetKeptAsync).Produces(200, contentType: Jpeg).ProducesProblem(404);
        return routes;
    }

    private static async Task<Ok<List<FrameView>>> ListAsync(string id, JobService jobs, FrameStore frames, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(id, cancellationToken);
        return TypedResults.Ok(frames.Kept(job.Id).Select(iteration => new FrameView(iteration)).ToList());
    }

    /// <summary>The query's sequence number only keeps caches apart: the newest picture is always the one to have.</summary>
    private static async Task<FileContentHttpResult> GetLatestAsync(
        string id, HttpResponse response, JobService jobs, FrameStore frames, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(id, cancellationToken);
        var jpeg = await frames.ReadLatestAsync(job.Id, cancellationToken) ?? throw None("The job has made no picture yet.");
        response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(jpeg, Jpeg);
    }

    private static async Task<FileContentHttpResult> GetBestAsync(
        string id, HttpResponse response, JobService jobs, FrameStore frames, CancellationToken cancellationToken, int size = DefaultSide)
    {
        var job = await jobs.GetAsync(id, cancellationToken);
        var jpeg = job.State == JobState.Completed ? await frames.ReadResultAsync(job.Id, Checked(size), cancellationToken) : null;
        response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(jpeg ?? throw None("The job has no result yet."), Jpeg);
    }

    private static async Task<FileContentHttpResult> GetKeptAsync(
        string id, int iteration, HttpResponse response, JobService jobs, FrameStore frames, CancellationToken cancellationToken, int size = DefaultSide)
    {
        var job = await jobs.GetAsync(id, cancellationToken);
        var jpeg = await frames.ReadKeptAsync(job.Id, iteration, Checked(size), cancellationToken)
            ?? throw None($"The picture of iteration {iteration} was not kept.");
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Bytes(jpeg, Jpeg);
    }

    private static int Checked(int size) => size is >= 1 and <= MaxSide
        ? size
        : throw new RequestRefusedException(
            "param.range", StatusCodes.Status422UnprocessableEntity, $"The size of a picture is between 1 and {MaxSide} pixels; it was {size}.");

    private static RequestRefusedException None(string message) => new("frame.none", StatusCodes.Status404NotFound, message);
}
