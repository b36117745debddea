using System.Diagnostics;
using DipWeb.Benchmarks.Quality;

namespace DipWeb.Benchmarks.Speed;

/// <summary>The measures of speed and memory: each yields rows of the Markdown table.</summary>
internal static class Ratios
{
    private const string Hourglass = "hourglass";

    /// <summary>What has to be named: the published network runs to its end, which takes half a day on two cores.</summary>
    public static IReadOnlyList<string> Longest { get; } = ["missing", "text"];

    /// <summary>Every measure, by the name that --only takes.</summary>
    public static IReadOnlyList<(string Name, Func<string, IAsyncEnumerable<string>> Rows)> All { get; } =
    [
        ("iteration", _ => IterationAsync()),
        ("convolution", _ => ConvolutionAsync()),
        ("growth", _ => GrowthAsync()),
        ("memory", MemoryAsync),
        ("photo", PhotoAsync),
        ("watchers", WatchersAsync),
        ("denoising", TimeToQuality.NoiseAsync),
        ("missing", TimeToQuality.LostAsync),
        ("text", TimeToQuality.TextAsync),
    ];

    /// <summary>The published network, written down plainly in the environment as it is, and the product's loop in the tuned one.</summary>
    private static async IAsyncEnumerable<string> IterationAsync()
    {
        foreach (var (side, turns) in new[] { (256, 8), (512, 4) })
        {
            await Task.Yield();
            var plain = Milliseconds(IterationChild.Plain, side, turns, tuned: false);
            var ours = Milliseconds(Hourglass, side, turns, tuned: true);
            yield return Row($"published network, {side}x{side}, ms / iteration: plain, ours", plain, ours, plain / ours);
        }
    }

    private static async IAsyncEnumerable<string> ConvolutionAsync()
    {
        const int Side = 256;
        await Task.Yield();
        var bare = BareConvolution.Operations(Side) / Milliseconds(IterationChild.Convolution, Side, 8, tuned: true) / 1e6;
        var ours = PlainHourglass.Operations(Side) / Milliseconds(Hourglass, Side, 8, tuned: true) / 1e6;
        yield return Row($"GFLOP/s, {Side}x{Side}: our loop with the published network, a bare 3x3 convolution of 128 channels", ours, bare, ours / bare);
    }

    private static async IAsyncEnumerable<string> GrowthAsync()
    {
        const int Smallest = 128;
        var first = 0.0;
        foreach (var side in new[] { Smallest, 256, 512, 1024 })
        {
            await Task.Yield();
            var time = Milliseconds("decoder", side, 8, tuned: true);
            first = side == Smallest ? time : first;
            yield return Row(
                $"`denoise`, decoder, {side}x{side}: ms / iteration, ns / pixel; ratio to {Smallest}x{Smallest} over the growth in pixels",
                time, time * 1e6 / side / side, time / first / Math.Pow((double)side / Smallest, 2));
        }
    }

    /// <summary>Of a whole run's compute process; the difference of two sizes leaves out what every process has.</summary>
    private static async IAsyncEnumerable<string> MemoryAsync(string data)
    {
        var perPixel = new Dictionary<string, double>();
        foreach (var (preset, iterations) in new[] { ("balanced", 40), ("paper", 3) })
        {
            var small = await PeakAsync(data, preset, iterations, 256);
            var large = await PeakAsync(data, preset, iterations, 512);
            perPixel[preset] = (large - small) * 1024 * 1024 / ((512 * 512) - (256 * 256));
        }

        yield return Row(
            "peak memory of `denoise`, bytes / pixel (512x512 less 256x256): `balanced`, `paper`",
            perPixel["balanced"], perPixel["paper"], perPixel["balanced"] / perPixel["paper"]);
    }

    private static async IAsyncEnumerable<string> PhotoAsync(string data)
    {
        using var folder = new WorkFolder();
        var (photo, mask) = LargePhoto.Write(data, folder.Path);
        var began = Stopwatch.GetTimestamp();
        var figures = await RestoreProcess.RunAsync(["inpaint", photo, "--mask", mask, "-o", folder.File("result.png"), "--seed", "1", "--json"]);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"| `inpaint`, scratches in 200x200 pixels of a photo of {LargePhoto.Width}x{LargePhoto.Height}: seconds of the run, with reading and writing | {figures.Seconds:F1} | {seconds:F1} | |");
    }

    private static async IAsyncEnumerable<string> WatchersAsync(string data)
    {
        var (alone, watched) = await WatchedRun.RatesAsync(data);
        yield return Row($"`denoise`, decoder, 256x256, on the server: iterations / s, alone and with {WatchedRun.Watchers} pages watching", alone, watched, alone / watched);
    }

    private static async Task<double> PeakAsync(string data, string preset, int iterations, int side)
    {
        using var folder = new WorkFolder();
        var noisy = folder.File("noisy.png");
        await File.WriteAllBytesAsync(noisy, Damages.Noise(Path.Combine(data, QualitySuites.F16), 25, side).Measurement.Bytes);
        var figures = await RestoreProcess.RunAsync(
            ["denoise", noisy, "-o", folder.File("result.png"), "--preset", preset, "--iterations", iterations.ToString(CultureInfo.InvariantCulture), "--seed", "1", "--json"]);
        return figures.PeakMemoryMiB;
    }

    private static double Milliseconds(string network, int side, int turns, bool tuned)
    {
        using var child = IterationChild.Start(network, side, tuned);
        return child.Milliseconds(turns);
    }

    private static string Row(string measure, double one, double other, double ratio) =>
        string.Create(CultureInfo.InvariantCulture, $"| {measure} | {one:G4} | {other:G4} | {ratio:F2} |");
}
