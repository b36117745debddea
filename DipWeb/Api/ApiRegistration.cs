using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace DipWeb.Api;

public static class ApiRegistration
{
    private static readonly string[] Roots = ["/api", "/openapi", "/healthz"];

    /// <summary>Adds the strict JSON rules, the problems and the description of the HTTP interface.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddLocalization();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddOpenApi();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        return services;
    }

    /// <summary>Answers every failure below /api as a problem. Call it after the middleware that serves error pages to people.</summary>
    public static WebApplication UseApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseWhen(context => IsApi(context.Request.Path), branch =>
        {
            branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = WriteFaultAsync });
            branch.UseStatusCodePages(WriteStatusAsync);
        });
        return app;
    }

    /// <summary>Maps the description of the HTTP interface, /openapi/v1.json.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        return routes;
    }

    internal static bool IsApi(PathString path) => Roots.Any(root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    private static Task WriteFaultAsync(HttpContext context) => ProblemWriter.WriteAsync(
        context, StatusCodes.Status500InternalServerError, "server.error", "Something went wrong on our side. The server's log says more.");

    private static Task WriteStatusAsync(StatusCodeContext status)
    {
        var code = status.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status405MethodNotAllowed => "method.not_allowed",
            StatusCodes.Status413PayloadTooLarge => "body.too_large",
            StatusCodes.Status415UnsupportedMediaType => "encoding.unsupported",
            _ => "request.invalid",
        };
        return ProblemWriter.WriteAsync(
            status.HttpContext, status.HttpContext.Response.StatusCode, code, $"{ReasonPhrases.GetReasonPhrase(status.HttpContext.Response.StatusCode)}.");
    }
}
