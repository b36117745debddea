using System.Net.Http.Json;
using System.Text.Json;
using DipWeb.Tests.TestKit;
using Microsoft.Playwright;

namespace DipWeb.Tests.Browser;

/// <summary>A run outlives its page, and every page shows the same run.</summary>
[Collection(BrowserTests.Name)]
public sealed class RunPageTests(BrowserSite site)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_SeenByTwoPagesOneReloaded_IsOneRun()
    {
        var id = await SubmitAsync(iterations: 5000);
        await using var first = await site.VisitAsync();
        await first.Page.GotoAsync($"/r/{id}");
        await first.UntilAsync("() => document.querySelector('[data-compare]')?.dataset.shows > 0");
        await using var second = await site.VisitAsync();
        await second.Page.GotoAsync($"/r/{id}");
        await second.UntilAsync("() => document.querySelector('[data-compare]')?.dataset.shows > 0");
        var iteration = await IterationAsync(first);

        await first.Page.ReloadAsync();
        await first.UntilAsync("() => document.querySelector('[data-compare]')?.dataset.shows > 0");
        Assert.True(await IterationAsync(first) >= iteration);
        Assert.Matches(@"^\d+ % · ", await first.Page.TitleAsync());
        await second.Find("pause").ClickAsync();
        await first.Page.WaitForSelectorAsync("[data-state=paused]");
        await first.Find("resume").ClickAsync();
        await second.Page.WaitForSelectorAsync("[data-state=running]");
        await second.Find("cancel").ClickAsync();
        await second.Page.GetByText("Cancel the run", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await first.Page.WaitForSelectorAsync("[data-state=cancelled]");

        Assert.Single(await JobsOfAsync(id));
        Assert.Empty(first.Complaints);
        Assert.Empty(second.Complaints);
    }

    [Fact]
    public async Task Result_EarlierIteration_IsShownAndDownloaded()
    {
        var id = await SubmitAsync(iterations: 40);
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync($"/r/{id}");
        await visit.Page.WaitForSelectorAsync("[data-state=completed]");
        await visit.UntilAsync("() => document.querySelector('[data-compare]')?.dataset.shows > 0");
        var shows = await visit.Page.EvaluateAsync<int>("() => Number(document.querySelector('[data-compare]').dataset.shows)");

        await visit.Find("timeline").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Home");
        await visit.UntilAsync($"() => Number(document.querySelector('[data-compare]').dataset.shows) > {shows}");
        await visit.Find("format").SelectOptionAsync("png16");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Find("download").ClickAsync());

        var first = await visit.Page.GetAttributeAsync("[data-timeline]", "data-iterations") ?? "";
        var expected = await site.Server.Client.GetByteArrayAsync($"/api/jobs/{id}/result?format=png16&iteration={first.Split(' ')[0]}", Token);
        Assert.Equal(expected, await File.ReadAllBytesAsync(await download.PathAsync(), Token));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task RunAgain_FromAResult_OpensTheStudioWithItsSettings()
    {
        var id = await SubmitAsync(iterations: 12);
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync($"/r/{id}");
        await visit.Page.WaitForSelectorAsync("[data-state=completed]");

        await visit.Find("again").ClickAsync();
        await visit.AwaitStudioAsync();
        await visit.Find("restore").ClickAsync();
        await visit.Page.WaitForURLAsync("**/r/*");
        var again = await site.Server.Client.GetFromJsonAsync<JsonElement>($"/api/jobs/{visit.Page.Url.Split('/')[^1]}", Token);

        Assert.NotEqual(id, again.GetProperty("id").GetString());
        Assert.Equal("12", again.GetProperty("parameters").GetProperty("iterations").GetString());
        Assert.Equal("denoise", again.GetProperty("task").GetString());
    }

    [Fact]
    public async Task Delete_AfterAsking_RemovesTheRun()
    {
        var id = await SubmitAsync(iterations: 5);
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync($"/r/{id}");
        await visit.Page.WaitForSelectorAsync("[data-state=completed]");

        await visit.Find("delete").ClickAsync();
        await visit.Page.Locator(".mud-dialog").GetByText("Delete", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/jobs");

        Assert.Empty(await JobsOfAsync(id));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task UnknownRun_IsNotFound()
    {
        await using var visit = await site.VisitAsync();

        var response = await visit.Page.GotoAsync("/r/0123456789abcdef0123456789abcdef");

        Assert.Equal(404, response?.Status);
        await Assertions.Expect(visit.Page.GetByText("There is no such page")).ToBeVisibleAsync();
    }

    private static async Task<int> IterationAsync(BrowserVisit visit) => await visit.Page.EvaluateAsync<int>(
        "() => parseInt(document.querySelector('[data-testid=iteration]').textContent.replaceAll(',', ''))");

    private async Task<string> SubmitAsync(int iterations)
    {
        var image = await site.Server.AddImageAsync(PngFile.Colour(96, 64, (x, y, band) => (byte)((x * 2) + (y * band))));
        using var response = await site.Server.Client.PostAsJsonAsync(
            "/api/jobs", new { imageId = image, task = "denoise", preset = "preview", parameters = new { iterations, twoViews = 0 } }, Token);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString() ?? "";
    }

    private async Task<List<JsonElement>> JobsOfAsync(string id)
    {
        var jobs = await site.Server.Client.GetFromJsonAsync<List<JsonElement>>("/api/jobs", Token) ?? [];
        return [.. jobs.Where(job => job.GetProperty("id").GetString() == id)];
    }
}
