using DipWeb.Tests.TestKit;
using Microsoft.Playwright;

namespace DipWeb.Tests.Browser;

/// <summary>One person's visit. Everything the browser complains about is collected; a visit should end without any.</summary>
internal sealed class BrowserVisit : IAsyncDisposable
{
    private static readonly PageWaitForFunctionOptions Patience = new() { Timeout = 60_000 };

    private static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];

    private readonly List<string> _complaints = [];

    public BrowserVisit(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Note(!IsOurs(request.Url), $"request to {request.Url}");
        page.Response += (_, response) => Note(response.Status >= 400 && !ExpectsRefusals, $"{response.Status} {response.Url}");
    }

    public IPage Page { get; }

    /// <summary>Whether the visit sends things that the server is meant to refuse.</summary>
    public bool ExpectsRefusals { get; init; }

    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Find(string testId) => Page.GetByTestId(testId);

    /// <summary>Opens a sample in the studio and waits until it can be painted on.</summary>
    public async Task OpenSampleAsync(string id)
    {
        await Page.GotoAsync($"/studio?sample={id}");
        await AwaitStudioAsync();
    }

    public Task AwaitStudioAsync() => Page.WaitForSelectorAsync(".studio[data-ready='1']");

    /// <summary>Waits until a JavaScript expression is true.</summary>
    public Task UntilAsync(string expression) => Page.WaitForFunctionAsync(expression, null, Patience);

    /// <summary>Draws with the left button from one point of the canvas to another; 0 to 1 across the canvas.</summary>
    public async Task DrawAsync(double fromX, double fromY, double toX, double toY, MouseButton button = MouseButton.Left)
    {
        var box = await Find("canvas").BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas is not visible.");
        await Page.Mouse.MoveAsync(X(fromX), Y(fromY));
        await Page.Mouse.DownAsync(new MouseDownOptions { Button = button });
        await Page.Mouse.MoveAsync(X(toX), Y(toY), new MouseMoveOptions { Steps = 12 });
        await Page.Mouse.UpAsync(new MouseUpOptions { Button = button });

        float X(double share) => (float)(box.X + (share * box.Width));
        float Y(double share) => (float)(box.Y + (share * box.Height));
    }

    /// <summary>What is painted, as a share in percent.</summary>
    public async Task<double> CoverageAsync() => double.Parse(
        (await Find("coverage").TextContentAsync() ?? "").Trim('%', ' '), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Keeps pictures of the page in both themes, for people to look at.</summary>
    public async Task TakePicturesAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(SourceTree.Root, "artifacts", "screenshots")).FullName;
        foreach (var theme in Themes)
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme });
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{theme.ToString().ToLowerInvariant()}.png") });
        }

        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private static bool IsOurs(string url) =>
        url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal) || new Uri(url).IsLoopback;

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint && !(ExpectsRefusals && text.Contains("Failed to load resource", StringComparison.Ordinal)))
        {
            _complaints.Add(text);
        }
    }
}
