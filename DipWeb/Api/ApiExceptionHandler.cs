using System.Text.Json;
using DipWeb.Images;
using Microsoft.AspNetCore.Diagnostics;

namespace DipWeb.Api;

/// <summary>Turns the refusals of the features into problems; anything else is a fault of ours and tells nothing about itself.</summary>
internal sealed class ApiExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        switch (exception)
        {
            case ImageRejectedException refusal:
                await ProblemWriter.WriteAsync(
                    httpContext, ProblemCodes.StatusOf(refusal.Code), refusal.Code, refusal.Message, refusal.Limit, refusal.Actual);
                return true;
            case BadHttpRequestException request:
                await WriteBadRequestAsync(httpContext, request);
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
        { InnerException: JsonException { InnerException: JsonException } } =>
            ProblemWriter.WriteAsync(context, StatusCodes.Status400BadRequest, "json.malformed", "The body is not valid JSON."),
        { InnerException: JsonException json } when IsUnknownField(json) =>
            ProblemWriter.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, "param.unknown", $"There is no field {json.Path?.TrimStart('$', '.')}."),
        { InnerException: JsonException json } =>
            ProblemWriter.WriteAsync(context, StatusCodes.Status400BadRequest, "request.invalid", $"The value at {json.Path ?? "$"} has the wrong type or is missing."),
        _ => ProblemWriter.WriteAsync(context, request.StatusCode, "request.invalid", "The request cannot be understood."),
    };

    /// <summary>The serializer tells an unmapped member from a wrong type only in its text.</summary>
    private static bool IsUnknownField(JsonException exception) =>
        exception.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal);
}
