using DipWeb.Engine.Imaging;
using DipWeb.Images;
using DipWeb.Tests.TestKit;
using Microsoft.Playwright;

namespace DipWeb.Tests.Browser;

/// <summary>The mask canvas and the choices beside it, as a hand uses them.</summary>
[Collection(BrowserTests.Name)]
public sealed class StudioTests(BrowserSite site)
{
    [Fact]
    public async Task Mask_UndoRedoInvertClearErase_DoWhatTheySay()
    {
        await using var visit = await OpenPlainAsync();
        Assert.Equal(0, await visit.CoverageAsync());
        Assert.True(await visit.Find("restore").IsDisabledAsync());

        await visit.DrawAsync(0.4, 0.5, 0.6, 0.5);
        var one = await visit.CoverageAsync();
        await visit.DrawAsync(0.5, 0.3, 0.5, 0.7);
        var two = await visit.CoverageAsync();
        await visit.Find("act-undo").ClickAsync();
        Assert.Equal(one, await visit.CoverageAsync());
        await visit.Page.Keyboard.PressAsync("Control+y");
        Assert.Equal(two, await visit.CoverageAsync());
        await visit.Find("act-invert").ClickAsync();
        Assert.Equal(100 - two, await visit.CoverageAsync(), precision: 1);
        await visit.Page.Keyboard.PressAsync("Control+z");
        await visit.DrawAsync(0.4, 0.5, 0.6, 0.5, MouseButton.Right);
        Assert.InRange(await visit.CoverageAsync(), 0.01, two - 0.1);
        await visit.Find("act-clear").ClickAsync();
        Assert.Equal(0, await visit.CoverageAsync());

        Assert.True(one > 0 && two > one);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Mask_AfterReload_IsStillThere()
    {
        await using var visit = await OpenPlainAsync();
        await visit.DrawAsync(0.4, 0.4, 0.6, 0.6);
        var painted = await visit.CoverageAsync();

        await AwaitKeptMaskAsync(visit.Page);
        await visit.Page.ReloadAsync();
        await visit.AwaitStudioAsync();

        Assert.Equal(painted, await visit.CoverageAsync());
        await Assertions.Expect(visit.Find("restore")).ToBeEnabledAsync(); // once the server has heard of it
    }

    [Fact]
    public async Task Zoom_Wheel_KeepsThePointUnderThePointer()
    {
        await using var visit = await OpenPlainAsync();
        var box = await visit.Find("canvas").BoundingBoxAsync() ?? throw new InvalidOperationException("There is no canvas.");
        var (x, y) = (box.X + (box.Width * 0.45f), box.Y + (box.Height * 0.4f));
        await visit.Page.Mouse.MoveAsync(x, y);
        await SetSmallestBrushAsync(visit);
        await visit.Page.Mouse.ClickAsync(x, y);
        var dab = await CentreOfMaskAsync(visit);
        var before = await visit.Page.TextContentAsync("[data-zoom]");

        for (var i = 0; i < 6; i++)
        {
            await visit.Page.Mouse.WheelAsync(0, -120);
        }

        await visit.Page.Keyboard.PressAsync("Shift+Delete");
        await visit.Page.Mouse.ClickAsync(x, y);
        var zoomedDab = await CentreOfMaskAsync(visit);

        Assert.NotEqual(before, await visit.Page.TextContentAsync("[data-zoom]"));
        Assert.InRange(Math.Abs(dab.X - zoomedDab.X), 0, 1);
        Assert.InRange(Math.Abs(dab.Y - zoomedDab.Y), 0, 1);
    }

    [Fact]
    public async Task Mask_DrawnByKeyboard_StampsWhereTheCursorStands()
    {
        await using var visit = await OpenPlainAsync();

        await visit.Find("canvas").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("Enter");
        var dab = await CentreOfMaskAsync(visit);

        Assert.True(await visit.CoverageAsync() > 0);
        Assert.True(dab.X > 128 && Math.Abs(dab.Y - 128) < 2, $"The dab stands at {dab}.");
    }

    [Fact]
    public async Task Mask_OnTheServer_IsExactlyWhatIsPainted()
    {
        await using var visit = await OpenPlainAsync();
        await visit.DrawAsync(0.35, 0.3, 0.65, 0.6);
        await visit.DrawAsync(0.5, 0.35, 0.5, 0.65, MouseButton.Right);
        var coverage = await visit.CoverageAsync();
        var mask = await UploadMaskAsync(visit);

        Assert.Equal(coverage, 100 * mask.HoleShare, precision: 1);
        Assert.Equal((256, 256), (mask.Width, mask.Height));
    }

    [Fact]
    public async Task Task_WithoutMask_NeedsNoPainting()
    {
        await using var visit = await OpenPlainAsync();

        await visit.Find("task-denoise").CheckAsync();
        await visit.UntilAsync("() => !document.querySelector('[data-testid=restore]').disabled");
        await visit.Find("task-superres").CheckAsync();
        await visit.Find("factor-2").ClickAsync();

        await Assertions.Expect(visit.Page.GetByText("512 × 512")).ToBeVisibleAsync();
        Assert.False(await visit.Find("tool-brush").IsVisibleAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Guide_Uploaded_IsShownAndARunCanStart()
    {
        await using var visit = await OpenPlainAsync();
        await visit.Find("task-flash").CheckAsync();
        await Assertions.Expect(visit.Page.GetByText("Choose the second picture first.")).ToBeVisibleAsync();

        await visit.Find("guide").SetInputFilesAsync(File("flash.png", PngFile.Colour(64, 64, (x, y, band) => (byte)(x + y + band))));
        await Assertions.Expect(visit.Page.GetByText("it must be as large as the first")).ToBeVisibleAsync();
        var isRefused = await visit.Find("restore").IsDisabledAsync();
        await visit.Find("guide").SetInputFilesAsync(File("flash.png", PngFile.Colour(256, 256, (x, y, band) => (byte)(x + y + band))));
        await visit.UntilAsync("() => !document.querySelector('[data-testid=restore]').disabled");

        Assert.True(isRefused);
        await Assertions.Expect(visit.Find("guide-picture")).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Panel_OnALaptop_ShowsTaskTimeAndButtonWithoutScrolling()
    {
        await using var visit = await OpenPlainAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });

        foreach (var task in (string[])["inpaint", "flash", "restore"])
        {
            await visit.Find($"task-{task}").ClickAsync();
            await Assertions.Expect(visit.Find($"task-{task}")).ToBeCheckedAsync(); // a slow server still renders the choice before
            foreach (var part in (string[])["task-help", "preset-balanced", "restore"])
            {
                var box = await visit.Find(part).BoundingBoxAsync() ?? throw new InvalidOperationException($"{part} is not visible.");
                Assert.True(box.Y + box.Height <= 800, $"{part} of {task} ends at {box.Y + box.Height}.");
            }
        }
    }

    [Fact]
    public async Task Upload_BrokenFile_IsToldAndTheNextOneWorks()
    {
        await using var plain = await site.VisitAsync();
        await using var visit = new BrowserVisit(plain.Page) { ExpectsRefusals = true };
        await visit.Page.GotoAsync("/");

        await visit.Find("file").SetInputFilesAsync(File("notes.png", "This is no picture."u8.ToArray()));
        await Assertions.Expect(visit.Find("problem")).ToContainTextAsync("not a PNG, JPEG, WebP or TIFF");
        await visit.Find("file").SetInputFilesAsync(File("notes.png", PngFile.Grey(64, 48, (x, y) => (byte)(x * y))));
        await visit.AwaitStudioAsync();

        Assert.Contains("/studio?image=", visit.Page.Url, StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Upload_DroppedPicture_OpensTheStudio()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/");
        await visit.Page.WaitForFunctionAsync("() => document.documentElement.dataset.takesPictures");
        const string Drop =
            """
            async (bytes) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }));
              window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """;

        await visit.Page.EvaluateAsync(Drop, PngFile.Grey(64, 48, (x, y) => (byte)(x + y)).Select(value => (int)value).ToArray());
        await visit.AwaitStudioAsync();

        await Assertions.Expect(visit.Page.GetByText("64 × 48")).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    private static FilePayload File(string name, byte[] bytes) => new() { Name = name, MimeType = "image/png", Buffer = bytes };

    private static async Task SetSmallestBrushAsync(BrowserVisit visit) =>
        await visit.Page.EvalOnSelectorAsync("[data-size]", "(slider) => { slider.value = 0; slider.dispatchEvent(new Event('input', { bubbles: true })); }");

    /// <summary>Browsers keep things when they find the time, and forget what was under way when a page is left.</summary>
    private static async Task AwaitKeptMaskAsync(IPage page) => await page.WaitForFunctionAsync(
        """
        async () => {
          const ask = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
          const database = await ask(indexedDB.open("dipweb"));
          const kept = await ask(database.transaction("masks").objectStore("masks").count());
          database.close();
          return kept > 0;
        }
        """);

    /// <summary>A studio with a picture that has no mask yet.</summary>
    private async Task<BrowserVisit> OpenPlainAsync(BrowserNewContextOptions? options = null)
    {
        var image = await site.Server.AddImageAsync(PngFile.Colour(256, 256, (x, y, band) => (byte)((x * 2) + (band * 20) + (y / 2))));
        var visit = await site.VisitAsync(options);
        await visit.Page.GotoAsync($"/studio?image={image}");
        await visit.AwaitStudioAsync();
        return visit;
    }

    private async Task<(double X, double Y)> CentreOfMaskAsync(BrowserVisit visit)
    {
        var mask = await UploadMaskAsync(visit);
        var places = Enumerable.Range(0, mask.Height * mask.Width).Where(i => mask.Values[i] == 0).ToList();
        return (places.Average(i => (i % mask.Width) + 0.5), places.Average(i => (i / mask.Width) + 0.5));
    }

    /// <summary>What the canvas sends when a run is asked for, as the server stores it.</summary>
    private async Task<KnownMask> UploadMaskAsync(BrowserVisit visit)
    {
        var id = await visit.Page.EvaluateAsync<string>("async () => (await document.querySelector('.studio').maskCanvas.upload()).id");
        using var folder = new TemporaryFolder();
        var file = folder.Write("mask.png", await site.Server.Client.GetByteArrayAsync($"/api/masks/{id}", TestContext.Current.CancellationToken));
        return new ImageCodec(new ImageLimits()).DecodeMask(file);
    }
}
