namespace DipWeb.App;

/// <summary>The theme a person chose, known before the first byte of the page so that nothing flashes.</summary>
public sealed class ThemeCookie(IHttpContextAccessor accessor)
{
    /// <summary>Name of the cookie, written by js/theme.js.</summary>
    public const string Name = "dipweb.theme";

    /// <summary>light, dark, or null to follow the system.</summary>
    public string? Choice => accessor.HttpContext?.Request.Cookies[Name] switch
    {
        "light" => "light",
        "dark" => "dark",
        _ => null,
    };
}
