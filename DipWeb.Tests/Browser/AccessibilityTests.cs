using Microsoft.Playwright;

namespace DipWeb.Tests.Browser;

/// <summary>What axe finds, in both themes; and that no page is wider than a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(BrowserSite site)
{
    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/", ColorScheme.Dark)]
    [InlineData("/jobs", ColorScheme.Light)]
    [InlineData("/studio", ColorScheme.Dark)]
    [InlineData("/studio?sample=chelsea", ColorScheme.Light)]
    [InlineData("/studio?sample=chelsea", ColorScheme.Dark)]
    public async Task Page_Axe_FindsNothingSerious(string address, ColorScheme theme)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ColorScheme = theme });
        await OpenAsync(visit, address);

        await visit.AssertAccessibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("/", "en-US")]
    [InlineData("/", "ja-JP")]
    [InlineData("/jobs", "ja-JP")]
    [InlineData("/studio?sample=camera", "en-US")]
    [InlineData("/studio?sample=camera", "ja-JP")]
    public async Task Page_OnAPhone_FitsTheScreen(string address, string locale)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            Locale = locale, ViewportSize = new ViewportSize { Width = 360, Height = 760 }, HasTouch = true, IsMobile = true,
        });
        await OpenAsync(visit, address);

        var overflow = await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");

        Assert.Equal(0, overflow);
        Assert.Equal(locale[..2], await visit.Page.GetAttributeAsync("html", "lang"));
    }

    private static async Task OpenAsync(BrowserVisit visit, string address)
    {
        await visit.Page.GotoAsync(address);
        if (address.Contains('?', StringComparison.Ordinal))
        {
            await visit.AwaitStudioAsync();
        }
    }
}
