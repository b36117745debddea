using System.Net.Http.Json;
using System.Text.Json;
using DipWeb.Engine.Imaging;
using DipWeb.Images;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Browser;

/// <summary>The whole way of a person: sample, stroke, Restore, watch, stop and keep, download. Everything on it is real.</summary>
[Collection(BrowserTests.Name)]
public sealed class RestorationJourneyTests(BrowserSite site)
{
    private const int FramesToSee = 3;

    [Fact]
    public async Task Journey_FromSampleToDownload_HealsTheHoleAndNothingElse()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/");
        await visit.TakePicturesAsync("landing");

        await visit.Find("sample-chelsea").ClickAsync();
        await visit.AwaitStudioAsync();
        var markedBySample = await visit.CoverageAsync();
        await visit.DrawAsync(0.45, 0.3, 0.6, 0.42);
        await visit.TakePicturesAsync("studio");
        Assert.True(await visit.CoverageAsync() > markedBySample);

        await visit.Page.GetByText("More settings").ClickAsync();
        await visit.Page.GetByLabel("Iterations").FillAsync("20000"); // it is stopped by hand, however fast the machine is
        await visit.Find("restore").ClickAsync();
        await visit.Page.WaitForURLAsync("**/r/*");
        var frames = await SeeFramesAsync(visit);
        await visit.UntilAsync("() => parseInt(document.querySelector('[data-testid=iteration]')?.textContent) >= 60");
        await visit.TakePicturesAsync("run");
        await visit.AssertAccessibleAsync();
        Assert.Equal(FramesToSee, frames.Count);

        await visit.Find("stop").ClickAsync();
        await visit.Page.WaitForSelectorAsync("[data-state=completed]");
        await visit.TakePicturesAsync("result");
        await visit.AssertAccessibleAsync();
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Find("download").ClickAsync());
        await AssertHealedAsync(visit.Page.Url.Split('/')[^1], await download.PathAsync());

        await visit.Page.GotoAsync("/jobs");
        await visit.Page.WaitForSelectorAsync("[data-testid=jobs]");
        await visit.TakePicturesAsync("jobs");
        Assert.Empty(visit.Complaints);
    }

    /// <summary>Live pictures that differ from each other, as numbers made of their pixels.</summary>
    private static async Task<HashSet<double>> SeeFramesAsync(BrowserVisit visit)
    {
        const string SumOfPixels =
            """
            () => {
              const image = document.querySelector("[data-after]");
              const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
              const context = canvas.getContext("2d");
              context.drawImage(image, 0, 0);
              return context.getImageData(0, 0, canvas.width, canvas.height).data.reduce((sum, value, i) => sum + value * (i % 251), 0);
            }
            """;
        var frames = new HashSet<double>();
        for (var shown = 1; frames.Count < FramesToSee; shown++)
        {
            await visit.UntilAsync($"() => Number(document.querySelector('[data-compare]')?.dataset.shows) >= {shown}");
            frames.Add(await visit.Page.EvaluateAsync<double>(SumOfPixels));
        }

        return frames;
    }

    private async Task AssertHealedAsync(string jobId, string resultFile)
    {
        var token = TestContext.Current.CancellationToken;
        var job = await site.Server.Client.GetFromJsonAsync<JsonElement>($"/api/jobs/{jobId}", token);
        using var folder = new TemporaryFolder();
        var maskFile = folder.Write("mask.png", await site.Server.Client.GetByteArrayAsync($"/api/masks/{job.GetProperty("maskId").GetString()}", token));
        var codec = new ImageCodec(new ImageLimits());
        var (mask, result) = (codec.DecodeMask(maskFile), codec.Decode(resultFile));
        var damaged = codec.Decode(Sample("chelsea-scratched.png"));
        var clean = codec.Decode(Sample("chelsea.png"));

        Assert.Equal((damaged.Width, damaged.Height, damaged.Channels), (result.Width, result.Height, result.Channels));
        Assert.Equal("finished", job.GetProperty("stopReason").GetString());
        Assert.Equal(0, Samples(mask, known: true).Count(place => damaged[place.C, place.Y, place.X] != result[place.C, place.Y, place.X]));
        var flat = Samples(mask, known: true).GroupBy(place => place.C, (channel, places) => places.Average(place => damaged[channel, place.Y, place.X])).ToList();
        var flatError = Samples(mask, known: false).Average(place => Math.Abs(flat[place.C] - clean[place.C, place.Y, place.X]));
        var error = Samples(mask, known: false).Average(place => Math.Abs(result[place.C, place.Y, place.X] - clean[place.C, place.Y, place.X]));
        Assert.True(error < 0.7 * flatError, $"The hole's mean error is {error:F4}; a flat fill's is {flatError:F4}.");
    }

    private static string Sample(string name) => Path.Combine(SourceTree.Root, "wwwroot-assets", "samples", name);

    private static IEnumerable<(int C, int Y, int X)> Samples(KnownMask mask, bool known) =>
        from c in Enumerable.Range(0, 3)
        from y in Enumerable.Range(0, mask.Height)
        from x in Enumerable.Range(0, mask.Width)
        where mask[y, x] == known
        select (c, y, x);
}
