using DipWeb.Images;
using DipWeb.Images.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace DipWeb.Api;

/// <summary>Writes an error in the one form that programs can rely on; its sentence is in the language of the request.</summary>
internal static class ProblemWriter
{
    public static Task WriteAsync(HttpContext context, int status, string code, string sentence, object? limit = null, object? actual = null, string? fitting = null)
    {
        var problem = new ProblemDetails
        {
            Type = $"urn:dipweb:problem:{code}",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = context.RequestServices.GetRequiredService<IStringLocalizer<RefusalText>>().Say(code, sentence, limit, actual, fitting),
            Extensions = { ["code"] = code },
        };
        if (limit is not null)
        {
            problem.Extensions["limit"] = limit;
        }

        if (actual is not null)
        {
            problem.Extensions["actual"] = actual;
        }

        if (fitting is not null)
        {
            problem.Extensions["fitting"] = fitting;
        }

        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }
}
