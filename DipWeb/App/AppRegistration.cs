using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using MudBlazor.Services;

namespace DipWeb.App;

public static class AppRegistration
{
    private static readonly string[] Cultures = ["en", "ja"];

    /// <summary>Adds the shell: components, languages, theme and samples.</summary>
    public static IServiceCollection AddApp(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.AddScoped<ThemeCookie>();
        services.Configure<RequestLocalizationOptions>(options => options
            .SetDefaultCulture(Cultures[0])
            .AddSupportedCultures(Cultures)
            .AddSupportedUICultures(Cultures));
        return services;
    }

    /// <summary>Picks the language of a request and gives people pages where something fails. Call it before the API's middleware.</summary>
    public static WebApplication UseApp(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseRequestLocalization();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        }

        app.UseStatusCodePagesWithReExecute("/not-found");
        return app;
    }

    /// <summary>Maps the pages and everything the browser gets with them.</summary>
    public static WebApplication MapPages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet("/culture", SwitchCulture).ExcludeFromDescription();
        app.MapRazorComponents<AppRoot>().AddInteractiveServerRenderMode();
        return app;
    }

    private static RedirectHttpResult SwitchCulture(HttpContext context, string to, string back)
    {
        if (Cultures.Contains(to, StringComparer.Ordinal))
        {
            var culture = new RequestCulture(CultureInfo.GetCultureInfo(to));
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(culture),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        }

        return TypedResults.LocalRedirect(back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal) ? back : "/");
    }
}
