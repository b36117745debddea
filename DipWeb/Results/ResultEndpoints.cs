using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DipWeb.Results;

public static class ResultEndpoints
{
    /// <summary>Says what the lightest colour of a spread's heat map stands for, in samples whose peak is 1.</summary>
    public const string ScaleHeader = "X-Spread-Scale";

    /// <summary>Maps downloading results, and the spreads and curves of runs.</summary>
    public static IEndpointRouteBuilder MapResults(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var results = routes.MapGroup("/api/jobs/{id}").WithTags("Results");
        results.MapGet("/result", GetResultAsync)
            .Produces(200, contentType: "image/png", additionalContentTypes: ["image/tiff", "image/jpeg", "image/webp"]).ProducesProblem(404).ProducesProblem(422);
        results.MapGet("/spread", GetSpreadAsync)
            .Produces(200, contentType: "image/png", additionalContentTypes: ["image/tiff"]).ProducesProblem(404).ProducesProblem(422);
        results.MapGet("/curve", GetCurveAsync).ProducesProblem(404);
        return routes;
    }

    private static async Task<FileContentHttpResult> GetResultAsync(
        string id, HttpResponse response, ResultExporter exporter, CancellationToken cancellationToken, string format = "png", int? iteration = null)
    {
        var file = await exporter.ExportAsync(id, format, iteration, cancellationToken);
        response.Headers.CacheControl = "no-store";
        return TypedResults.File(file.Bytes, file.ContentType, file.Name);
    }

    private static async Task<FileContentHttpResult> GetSpreadAsync(
        string id, HttpResponse response, ResultExporter exporter, CancellationToken cancellationToken, string format = "heat")
    {
        var (file, scale) = await exporter.ExportSpreadAsync(id, format, cancellationToken);
        response.Headers.CacheControl = "no-store";
        response.Headers[ScaleHeader] = scale.ToString("G6", CultureInfo.InvariantCulture);
        return TypedResults.File(file.Bytes, file.ContentType, file.Name);
    }

    private static async Task<Ok<CurveView>> GetCurveAsync(string id, ResultExporter exporter, CancellationToken cancellationToken) =>
        TypedResults.Ok(await exporter.ReadCurveAsync(id, cancellationToken));
}
