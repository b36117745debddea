using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DipWeb.Access;

public static class AccessRegistration
{
    /// <summary>Adds the rules about who may reach the server and what a browser may do with its answers.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, LoopbackOnly>();
        services.AddScoped<ScriptNonce>();
        return services;
    }

    /// <summary>Guards every request. Call it before all other middleware.</summary>
    public static WebApplication UseAccess(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<OriginGuard>();
        return app;
    }
}
