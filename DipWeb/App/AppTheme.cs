using MudBlazor;

namespace DipWeb.App;

/// <summary>What MudBlazor's components take from the house: the system's fonts and our corners. Colours come from css/site.css.</summary>
internal static class AppTheme
{
    private static readonly string[] SystemFonts = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Noto Sans JP", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        Typography = new Typography { Default = new DefaultTypography { FontFamily = SystemFonts, LetterSpacing = "normal" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
    };
}
