using System.Text.Json;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Jobs;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DipWeb.Api;

/// <summary>Turns the refusals of the features into problems; anything else is a fault of ours and tells nothing about itself.</summary>
internal sealed class ApiExceptionHandler : IExceptionHandler
{
    private const int DiskFull = 13;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        switch (exception)
        {
            case ImageRejectedException refusal:
                await ProblemWriter.WriteAsync(
                    httpContext, ProblemCodes.StatusOf(refusal.Code), refusal.Code, refusal.Message, refusal.Limit, refusal.Actual);
                return true;
            case InvalidSpecException refusal:
                await ProblemWriter.WriteAsync(httpContext, ProblemCodes.StatusOf(refusal.Code), refusal.Code, refusal.Message);
                return true;
            case RequestRefusedException refusal:
                await ProblemWriter.WriteAsync(httpContext, refusal.Status, refusal.Code, refusal.Message, refusal.Limit, refusal.Actual, refusal.Fitting);
                return true;
            case BadHttpRequestException request:
                await WriteBadRequestAsync(httpContext, request);
                return true;
            case DbUpdateException { InnerException: SqliteException { SqliteErrorCode: DiskFull } }:
                await ProblemWriter.WriteAsync(
                    httpContext, ProblemCodes.StatusOf("storage.full"), "storage.full", "The server's disk is full. Nothing is lost; try again when there is room.");
                return true;
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                return true;
            default:
                return false;
        }
    }

    private static Task WriteBadRequestAsync(HttpContext context, BadHttpRequestException request) => request switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            ProblemWriter.WriteAsync(context, request.StatusCode, "body.too_large", "The request is too large."),
        { InnerException: JsonException json } when IsMalformed(json) =>
            ProblemWriter.WriteAsync(context, StatusCodes.Status400BadRequest, "json.malformed", "The body is not valid JSON, or names a field twice."),
        { InnerException: JsonException json } when IsUnknownField(json) =>
            ProblemWriter.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, "param.unknown", $"There is no field {json.Path?.TrimStart('$', '.')}."),
        { InnerException: JsonException json } =>
            ProblemWriter.WriteAsync(context, StatusCodes.Status400BadRequest, "request.invalid", $"The value at {json.Path ?? "$"} has the wrong type or is missing."),
        _ => ProblemWriter.WriteAsync(context, request.StatusCode, "request.invalid", "The request cannot be understood."),
    };

    // The serializer tells these faults apart only in its texts; a fault of the syntax also carries the reader's own exception.
    private static bool IsMalformed(JsonException exception) =>
        exception.InnerException is JsonException || exception.Message.StartsWith("Duplicate property", StringComparison.Ordinal);

    private static bool IsUnknownField(JsonException exception) =>
        exception.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal);
}
