namespace DipWeb.Access;

/// <summary>Tells the browser what a page of ours may do: run our scripts, show our pictures, talk to us, and nothing else.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

    public Task InvokeAsync(HttpContext context, ScriptNonce nonce)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.OnStarting(() =>
        {
            Set(context, nonce);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Set(HttpContext context, ScriptNonce nonce)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? DataPolicy
            : PagePolicy(nonce.Value);
        headers.XContentTypeOptions = "nosniff";

        // Not no-referrer: with that a browser names the origin of our own forms "null".
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
    }

    /// <summary>MudBlazor sets inline styles; the nonce is for the import map; base-uri is for the base element of Blazor.</summary>
    private static string PagePolicy(string nonce) =>
        $"default-src 'none'; base-uri 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' blob: data:; font-src 'self'; media-src 'self'; connect-src 'self'; worker-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
}
