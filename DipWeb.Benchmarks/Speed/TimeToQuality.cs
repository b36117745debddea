using System.Diagnostics;
using DipWeb.Benchmarks.Quality;
using DipWeb.Engine;
using DipWeb.Engine.Devices;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;

namespace DipWeb.Benchmarks.Speed;

/// <summary>Seconds, with the start of the process, until the averaged picture reaches a PSNR: the published network written down plainly, and the product.</summary>
internal static class TimeToQuality
{
    public const string Command = "reach";

    private const string Noise = "f16-256";
    private const string Lost = "missing-house";
    private const string Text = "kate-256";

    /// <summary>What is given away against the published network's best where a case has no PSNR of its own, in dB.</summary>
    private const double Concession = 0.3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(0.5); // of either program: a look takes a few milliseconds

    private static readonly Dictionary<string, PlainSettings> Published = new()
    {
        [Noise] = PlainSettings.Denoising, [Lost] = PlainSettings.LostPixels, [Text] = PlainSettings.Text,
    };

    /// <summary>Three PSNRs of a noisy picture, each with the fastest way that this program has to it. Takes the better part of an hour on two cores.</summary>
    /// <param name="data">The folder with the pictures.</param>
    public static async IAsyncEnumerable<string> NoiseAsync(string data)
    {
        (double Psnr, Contender Way)[] targets =
        [
            (29.0, new Contender("denoise.fast", "balanced")),
            (30.2, new Contender("denoise", "balanced")),
            (31.0, new Contender("denoise", "best", ComputeDevice.Kind == DeviceKind.Cpu ? "hourglass-narrow" : null)),
        ];
        var ours = new List<double?>();
        foreach (var (psnr, way) in targets)
        {
            await Task.Yield();
            ours.Add(FirstAt(psnr, Watch(data, Noise, way, psnr)));
        }

        var plain = Watch(data, Noise, Contender.Plain, targets.Max(target => target.Psnr));
        foreach (var ((psnr, way), seconds) in targets.Zip(ours))
        {
            yield return Row(Noise, psnr, FirstAt(psnr, plain), way, seconds);
        }
    }

    /// <summary>Half of the pixels lost. Hours on two cores: the published network runs to its end.</summary>
    /// <param name="data">The folder with the pictures.</param>
    public static IAsyncEnumerable<string> LostAsync(string data) => ToBestAsync(data, Lost);

    /// <summary>A picture under text. Hours on two cores, likewise.</summary>
    /// <param name="data">The folder with the pictures.</param>
    public static IAsyncEnumerable<string> TextAsync(string data) => ToBestAsync(data, Text);

    /// <summary>The process itself: says now and then what the PSNR is, until its end or until nobody listens any more.</summary>
    public static int Run(string data, string name, string task, string preset, string? network)
    {
        var found = QualityCases.Find(name);
        var damaged = found.Make(data);
        var thread = new Thread(() => Reach(found, damaged, new Contender(task, preset, network)));
        thread.Start();
        thread.Join();
        return 0;
    }

    private static async IAsyncEnumerable<string> ToBestAsync(string data, string name)
    {
        await Task.Yield();
        var plain = Watch(data, name, Contender.Plain, double.PositiveInfinity);
        var psnr = plain.Max(look => look.Psnr) - Concession;
        var task = QualityCases.Find(name).Task;
        foreach (var way in new[] { new Contender(task, "balanced"), new Contender(task, "best") })
        {
            yield return Row(name, psnr, FirstAt(psnr, plain), way, FirstAt(psnr, Watch(data, name, way, psnr)));
        }
    }

    private static void Reach(QualityCase found, DamagedPicture damaged, Contender contender)
    {
        var reference = damaged.Reference!; // these cases are damaged here
        if (contender == Contender.Plain)
        {
            var plain = Published[found.Name];
            var known = found.Name == Lost ? LostPixels.Known(damaged.Untreated) : damaged.Known;
            var (iteration, lookedAt) = (0, Stopwatch.GetTimestamp());
            PlainHourglass.Fit(
                plain,
                damaged.Untreated,
                known,
                average =>
                {
                    iteration++;
                    if (IsDue(ref lookedAt))
                    {
                        Tell(iteration, Psnr.Between(average(), reference));
                    }

                    return iteration < plain.Iterations;
                });
            return;
        }

        var settings = contender.Network is { } network ? new Dictionary<string, string> { ["network"] = network } : null;
        var spec = TaskCatalog.CreateSpec(contender.Task, TaskCatalog.ParsePreset(contender.Preset), settings, seed: 1, ComputeDevice.Kind);
        var request = new RestorationRequest { Spec = spec, Measurement = damaged.Untreated, KnownMask = damaged.Known, Reference = reference };
        Restorer.Run(request, new Looker(), CancellationToken.None);
    }

    private static bool IsDue(ref long lookedAt)
    {
        if (Stopwatch.GetElapsedTime(lookedAt) < BetweenLooks)
        {
            return false;
        }

        lookedAt = Stopwatch.GetTimestamp();
        return true;
    }

    private static void Tell(int iteration, double psnr) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{iteration} {psnr}"));

    /// <summary>Every look at a run, in seconds from the start of its process, until one shows enough.</summary>
    private static List<(double Seconds, double Psnr)> Watch(string data, string name, Contender contender, double enough)
    {
        var looks = new List<(double Seconds, double Psnr)>();
        var start = IterationChild.StartInfo([Command, data, name, .. contender.Words], tuned: contender != Contender.Plain);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!; // starting a program yields a process
        while ((looks.Count == 0 || looks[^1].Psnr < enough) && process.StandardOutput.ReadLine() is { } line)
        {
            looks.Add((Stopwatch.GetElapsedTime(began).TotalSeconds, double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)));
        }

        process.Kill();
        return looks;
    }

    private static double? FirstAt(double psnr, IReadOnlyList<(double Seconds, double Psnr)> looks) =>
        looks.Where(look => look.Psnr >= psnr).Select(look => (double?)look.Seconds).FirstOrDefault();

    private static string Row(string name, double psnr, double? plain, Contender way, double? ours) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {name}, seconds to {psnr:F2} dB: published network, plain; ours, `{string.Join(' ', way.Words)}` | {Say(plain)} | {Say(ours)} | {plain / ours:F1} |");

    private static string Say(double? seconds) => seconds?.ToString("F1", CultureInfo.InvariantCulture) ?? "never";

    /// <summary>Who restores; without a network, with that of the preset.</summary>
    private sealed record Contender(string Task, string Preset, string? Network = null)
    {
        public string[] Words => Network is null ? [Task, Preset] : [Task, Preset, Network];

        /// <summary>The published network with its settings, in the environment as it is.</summary>
        public static Contender Plain { get; } = new("plain", "paper");
    }

    private sealed class Looker : IRunObserver
    {
        private long _lookedAt = Stopwatch.GetTimestamp();

        public IterationWants After(int iteration) => iteration > 0 && IsDue(ref _lookedAt) ? IterationWants.Picture : IterationWants.None;

        public void OnReport(IterationReport report)
        {
            if (report.Psnr is { } psnr)
            {
                Tell(report.Iteration, psnr);
            }
        }

        public void OnCheckpoint(Checkpoint checkpoint)
        {
        }
    }
}
