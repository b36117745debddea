using System.Text.Json;
using DipWeb.Tests.TestKit;
using NetVips;

namespace DipWeb.Tests.Web.Cli;

/// <summary>The command line as a shell sees it: a process, its exit code, its two streams.</summary>
public sealed class RestoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _clean;
    private readonly string _noisy;
    private readonly string _mask;

    public RestoreCommandTests()
    {
        _clean = _folder.Write("clean.png", SmallPictures.Waves());
        _noisy = _folder.Write("noisy.png", SmallPictures.Noisy());
        _mask = _folder.Write("mask.png", SmallPictures.Mask());
        _folder.Write("known.png", SmallPictures.KnownMask());
        _folder.Write("small-mask.png", SmallPictures.Mask(48, 48));
        _folder.Write("text.png", "I am no picture."u8.ToArray());
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sharpen noisy.png -o out.png", "There is no task “sharpen”")]
    [InlineData("denoise nowhere.png -o out.png", "There is no file")]
    [InlineData("denoise text.png -o out.png", "")]
    [InlineData("inpaint noisy.png -o out.png --mask small-mask.png", "48 x 48")]
    [InlineData("inpaint noisy.png -o out.png --mask text.png", "")]
    [InlineData("inpaint noisy.png -o out.png --mask nowhere.png", "There is no file")]
    [InlineData("inpaint noisy.png -o out.png", "--mask")]
    [InlineData("denoise noisy.png -o out.png --mask mask.png", "takes no mask")]
    [InlineData("denoise noisy.png -o out.png --iterations 0", "from 1 to 100000")]
    [InlineData("denoise noisy.png -o out.png --iterations many", "many")]
    [InlineData("denoise noisy.png -o out.png --set learningRate=7", "learningRate")]
    [InlineData("denoise noisy.png -o out.png --set speed=7", "speed")]
    [InlineData("denoise noisy.png -o out.png --set speed", "name=value")]
    [InlineData("denoise noisy.png -o out.png --seed -4", "--seed")]
    [InlineData("denoise noisy.png -o out.png --threads 0", "--threads")]
    [InlineData("denoise noisy.png -o out.png --preset fastest", "fastest")]
    [InlineData("denoise noisy.png -o out.png --guide clean.png", "guide")]
    [InlineData("denoise noisy.png -o out.png --reference small-mask.png", "reference")]
    [InlineData("flash noisy.png -o out.png", "--guide")]
    [InlineData("flash noisy.png -o out.png --guide small-mask.png", "48 x 48")]
    [InlineData("flash noisy.png -o out.png --guide nowhere.png", "There is no file")]
    [InlineData("denoise noisy.png -o out.png --seeds 17", "from 1 to 16")]
    [InlineData("denoise noisy.png -o out.png --spread spread.png", "--seeds")]
    [InlineData("denoise noisy.png -o out.png --seeds 2 --spread spread.bmp", ".bmp")]
    [InlineData("denoise noisy.png -o out.png --seeds 2 --spread nowhere/spread.png", "no folder")]
    [InlineData("denoise noisy.png -o out.bmp", ".bmp")]
    [InlineData("denoise noisy.png -o nowhere/out.png", "no folder")]
    [InlineData("denoise noisy.png", "--output")]
    [InlineData("denoise noisy.png -o out.png --hurry", "--hurry")]
    [InlineData("denoise", "")]
    public async Task Restore_WishThatCannotBeFollowed_EndsWith2AndOneLine(string arguments, string part)
    {
        var run = await CommandLineRun.RestoreAsync([.. arguments.Split(' ').Select(InFolder)]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(part, Assert.Single(run.ErrorLines), StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(_folder.File("out.png")));
    }

    [Fact]
    public async Task Restore_SameSeed_GivesTheSameBytesAndTheReferenceOnlyMeasures()
    {
        var (first, second) = (_folder.File("first.png"), _folder.File("second.png"));

        var measured = await CommandLineRun.RestoreAsync("denoise", _noisy, "-o", first, "--reference", _clean, "--iterations", "12", "--set", "twoViews=0", "--seed", "5", "--json");
        var plain = await CommandLineRun.RestoreAsync("denoise", _noisy, "-o", second, "--set", "iterations=12", "--set", "twoViews=0", "--seed", "5");

        Assert.Equal((0, 0), (measured.ExitCode, plain.ExitCode));
        Assert.Equal((1, 0), (measured.Output.Count(c => c == '\n'), plain.Output.Length));
        Assert.Empty(measured.ErrorLines);
        var summary = JsonDocument.Parse(measured.Output).RootElement;
        Assert.Equal(
            [
                "task", "preset", "network", "device", "iterations", "bestIteration", "stopReason", "seconds", "iterationsPerSecond", "peakMemoryMiB",
                "psnr", "ssim", "estimatedPsnr", "noise", "holeShare", "seed",
            ],
            summary.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("denoise", "balanced", "iterationBudget"), (Text(summary, "task"), Text(summary, "preset"), Text(summary, "stopReason")));
        Assert.Equal((12, 12, 5), (Number(summary, "iterations"), Number(summary, "bestIteration"), Number(summary, "seed")));
        Assert.InRange(Number(summary, "psnr"), 5, 60);
        Assert.InRange(Number(summary, "ssim"), 0, 1);
        Assert.True(Number(summary, "seconds") > 0 && Number(summary, "iterationsPerSecond") > 0 && Number(summary, "peakMemoryMiB") > 50);
        Assert.Equal(await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("spread.png", Enums.BandFormat.Uchar, 3)]
    [InlineData("spread.tif", Enums.BandFormat.Float, 1)]
    public async Task Restore_SeveralSeeds_AverageAndWriteTheSpread(string name, Enums.BandFormat format, int bands)
    {
        var run = await CommandLineRun.RestoreAsync(
            "denoise", _noisy, "-o", _folder.File("out.png"), "--preset", "preview", "--set", "twoViews=0", "--iterations", "3", "--seeds", "2", "--seed", "1", "--spread", _folder.File(name), "--json");

        Assert.Equal((0, 6), (run.ExitCode, Number(JsonDocument.Parse(run.Output).RootElement, "iterations")));
        using var spread = Image.NewFromFile(_folder.File(name));
        Assert.Equal((SmallPictures.Side, SmallPictures.Side, format, bands), (spread.Width, spread.Height, spread.Format, spread.Bands));
        Assert.True(spread.Max() > 0, "Two seeds never agree everywhere.");
    }

    [Fact]
    public async Task Restore_Guide_IsTaken()
    {
        var run = await CommandLineRun.RestoreAsync(
            "flash", _noisy, "-o", _folder.File("out.png"), "--guide", _clean, "--preset", "preview", "--iterations", "2", "--json");

        Assert.Equal((0, "flash"), (run.ExitCode, Text(JsonDocument.Parse(run.Output).RootElement, "task")));
    }

    [Fact]
    public async Task Restore_MaskOfEitherPolarity_ChangesTheHoleAlone()
    {
        var (painted, known) = (_folder.File("painted.png"), _folder.File("by-known.png"));

        var first = await CommandLineRun.RestoreAsync("inpaint", _clean, "-o", painted, "--mask", _mask, "--iterations", "4", "--seed", "1");
        var second = await CommandLineRun.RestoreAsync(
            "inpaint", _clean, "-o", known, "--mask", _folder.File("known.png"), "--mask-known", "--iterations", "4", "--seed", "1");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        using var before = Image.NewFromFile(_clean);
        using var after = Image.NewFromFile(painted);
        Assert.Equal(before.Getpoint(19, 20), after.Getpoint(19, 20));
        Assert.Equal(before.Getpoint(36, 20), after.Getpoint(36, 20));
        Assert.NotEqual(before.Getpoint(27, 27), after.Getpoint(27, 27));
        Assert.Equal(await File.ReadAllBytesAsync(painted, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(known, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Restore_Interrupted_WritesTheBestSoFarAndEndsWith130()
    {
        ComputeProcesses.SkipUnlessVisible();
        var output = _folder.File("out.png");
        var endless = JobClient.Endless.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var run = await CommandLineRun.RestoreAsync(["denoise", _noisy, "-o", output, "--iterations", endless, "--set", "stopRule=fixed", "--set", "twoViews=0", "--json"], async process =>
        {
            await ComputeProcesses.OnlyOneOfAsync(process);
            await ComputeProcesses.SignalAsync(process, "INT");
        });

        Assert.Equal(130, run.ExitCode);
        using var image = Image.NewFromFile(output);
        Assert.Equal((SmallPictures.Side, SmallPictures.Side), (image.Width, image.Height));
        var summary = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("finished", Text(summary, "stopReason"));
        Assert.InRange(Number(summary, "iterations"), 1, JobClient.Endless - 1);
    }

    private static string Text(JsonElement summary, string field) => summary.GetProperty(field).GetString() ?? "";

    private static double Number(JsonElement summary, string field) => summary.GetProperty(field).GetDouble();

    private string InFolder(string word) => word.Contains('.', StringComparison.Ordinal) ? _folder.File(word) : word;
}
