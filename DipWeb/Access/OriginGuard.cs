using Microsoft.AspNetCore.Mvc;

namespace DipWeb.Access;

/// <summary>Refuses what another web site makes a browser send here: changes, and connections to the hubs.</summary>
/// <remarks>
/// A browser always says where such a request comes from; programs send no origin and are let through. WebSockets know no
/// same-origin rule, so without this any page could open the hub on localhost.
/// </remarks>
internal sealed class OriginGuard(RequestDelegate next)
{
    private static readonly string[] Guarded = ["/_blazor", "/hubs"];

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return !NeedsCheck(context.Request) || IsOurs(context.Request) ? next(context) : RefuseAsync(context);
    }

    private static bool NeedsCheck(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || Guarded.Any(root => request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    private static bool IsOurs(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count switch
        {
            0 => request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none",
            1 => string.Equals(origin[0], $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        var problem = new ProblemDetails
        {
            Type = "urn:dipweb:problem:origin.refused",
            Title = "Forbidden",
            Status = StatusCodes.Status403Forbidden,
            Detail = "The request comes from another web site.",
            Extensions = { ["code"] = "origin.refused" },
        };
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }
}
