using System.Diagnostics;
using DipWeb.Benchmarks.Quality;
using DipWeb.Engine;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;

namespace DipWeb.Benchmarks.Speed;

/// <summary>Seconds, with the start of the process, until the averaged picture reaches a PSNR: the centre of F16 with noise of 25/255.</summary>
internal static class TimeToQuality
{
    public const string Command = "reach";

    private const int Side = 256;
    private const double Deviation = 25;
    private const int LongestPlainRun = 4000; // iterations; it has passed its best long before

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(0.5); // of either program: a look takes a few milliseconds

    // The fastest way that this program has to each of them.
    private static readonly (double Psnr, string Task, string Preset)[] Targets =
        [(29.0, "denoise.fast", "balanced"), (30.2, "denoise", "balanced"), (31.0, "denoise", "best")];

    /// <summary>Takes more than an hour on two cores: the published network needs as long.</summary>
    /// <param name="data">The folder with the pictures.</param>
    public static async IAsyncEnumerable<string> RowsAsync(string data)
    {
        foreach (var (psnr, task, preset) in Targets)
        {
            await Task.Yield();
            var ours = SecondsOf(data, task, preset, psnr, tuned: true);
            var plain = SecondsOf(data, IterationChild.Plain, preset, psnr, tuned: false);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| seconds to {psnr:F1} dB: published network, plain; ours, `{task}` with `{preset}` | {Say(plain)} | {Say(ours)} | {plain / ours:F1} |");
        }
    }

    /// <summary>The process itself: runs until the PSNR is reached, and answers with a line; without one where it is never reached.</summary>
    public static int Run(string data, string task, string preset, double psnr)
    {
        var damaged = Damages.Noise(Path.Combine(data, QualitySuites.F16), Deviation, Side);
        var thread = new Thread(() => Reach(damaged, task, preset, psnr));
        thread.Start();
        thread.Join();
        return 0;
    }

    private static void Reach(DamagedPicture damaged, string task, string preset, double psnr)
    {
        var reference = damaged.Reference!; // noise was added to it
        if (task == IterationChild.Plain)
        {
            var lookedAt = Stopwatch.GetTimestamp();
            PlainHourglass.Fit(
                damaged.Untreated,
                (iteration, average) => iteration < LongestPlainRun && (!IsDue(ref lookedAt) || !Tell(Psnr.Between(average(), reference) >= psnr)));
            return;
        }

        var spec = TaskCatalog.CreateSpec(task, TaskCatalog.ParsePreset(preset), null, seed: 1);
        Restorer.Run(
            new RestorationRequest { Spec = spec, Measurement = damaged.Untreated, Reference = reference }, new Looker(psnr), CancellationToken.None);
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

    private static bool Tell(bool isReached)
    {
        if (isReached)
        {
            Console.WriteLine();
        }

        return isReached;
    }

    private static double? SecondsOf(string data, string task, string preset, double psnr, bool tuned)
    {
        var start = IterationChild.StartInfo([Command, data, task, preset, psnr.ToString(CultureInfo.InvariantCulture)], tuned);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!; // starting a program yields a process
        var isReached = process.StandardOutput.ReadLine() is not null;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        process.Kill();
        return isReached ? seconds : null;
    }

    private static string Say(double? seconds) => seconds?.ToString("F1", CultureInfo.InvariantCulture) ?? "never";

    private sealed class Looker(double psnr) : IRunObserver
    {
        private long _lookedAt = Stopwatch.GetTimestamp();
        private bool _isReached;

        public IterationWants After(int iteration) =>
            _isReached ? IterationWants.Finish : iteration > 0 && IsDue(ref _lookedAt) ? IterationWants.Picture : IterationWants.None;

        public void OnReport(IterationReport report) => _isReached = _isReached || Tell(report.Psnr >= psnr);

        public void OnCheckpoint(Checkpoint checkpoint)
        {
        }
    }
}
