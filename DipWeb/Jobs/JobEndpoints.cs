using DipWeb.Engine.Specs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DipWeb.Jobs;

public static class JobEndpoints
{
    /// <summary>Maps the tasks, and everything that can be asked of jobs.</summary>
    public static IEndpointRouteBuilder MapJobs(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/api/tasks", ListTasksAsync).WithTags("Tasks");
        var jobs = routes.MapGroup("/api/jobs").WithTags("Jobs");
        jobs.MapPost("/", SubmitAsync).ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        jobs.MapPost("/forecast", ForecastAsync).ProducesProblem(404).ProducesProblem(422);
        jobs.MapGet("/", ListAsync);
        jobs.MapGet("/{id}", GetAsync).ProducesProblem(404);
        jobs.MapDelete("/{id}", DeleteAsync).ProducesProblem(404).ProducesProblem(409);
        jobs.MapPost("/{id}/extend", ExtendAsync).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        foreach (var command in Enum.GetValues<JobCommand>())
        {
            jobs.MapPost($"/{{id}}/{command.ToString().ToLowerInvariant()}", CommandOf(command)).ProducesProblem(404).ProducesProblem(409);
        }

        return routes;
    }

    private static async Task<Ok<List<TaskView>>> ListTasksAsync(IMachine machine, CancellationToken cancellationToken)
    {
        var device = (await machine.ReportAsync(cancellationToken)).Device;
        return TypedResults.Ok(TaskCatalog.All.Select(task => TaskView.Of(task, device)).ToList());
    }

    private static Func<string, JobService, CancellationToken, Task<Ok<JobView>>> CommandOf(JobCommand command) =>
        async (id, jobs, cancellationToken) => TypedResults.Ok(await jobs.CommandAsync(id, command, cancellationToken));

    private static async Task<Accepted<JobView>> SubmitAsync(JobRequest request, JobService jobs, CancellationToken cancellationToken)
    {
        var job = await jobs.SubmitAsync(request, cancellationToken);
        return TypedResults.Accepted($"/api/jobs/{job.Id}", job);
    }

    private static async Task<Ok<JobForecast>> ForecastAsync(JobRequest request, JobForecaster forecaster, CancellationToken cancellationToken) =>
        TypedResults.Ok(await forecaster.ForecastAsync(request, cancellationToken));

    private static async Task<Ok<IReadOnlyList<JobView>>> ListAsync(JobService jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok(await jobs.ListAsync(cancellationToken));

    private static async Task<Ok<JobView>> GetAsync(string id, JobService jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok(await jobs.GetAsync(id, cancellationToken));

    private static async Task<NoContent> DeleteAsync(string id, JobService jobs, CancellationToken cancellationToken)
    {
        await jobs.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<JobView>> ExtendAsync(string id, ExtendRequest request, JobService jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok(await jobs.ExtendAsync(id, request.Iterations, cancellationToken));
}
