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

    /// <summary>Takes the better part of an hour on two cores: the published network needs as long.</summary>
    /// <param name="data">The folder with the pictures.</param>
    public static async IAsyncEnumerable<string> RowsAsync(string data)
    {
        var ours = new List<double?>();
        foreach (var (psnr, task, preset) in Targets)
        {
            await Task.Yield();
            ours.AddRange(SecondsTo([psnr], data, task, preset, tuned: true));
        }

        var plain = SecondsTo([.. Targets.Select(target => target.Psnr)], data, IterationChild.Plain, "paper", tuned: false);
        for (var i = 0; i < Targets.Length; i++)
        {
            var (psnr, task, preset) = Targets[i];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| seconds to {psnr:F1} dB: published network, plain; ours, `{task}` with `{preset}` | {Say(plain[i])} | {Say(ours[i])} | {plain[i] / ours[i]:F1} |");
        }
    }

    /// <summary>The process itself: runs until nobody listens any more, and says now and then what the PSNR is.</summary>
    public static int Run(string data, string task, string preset)
    {
        var damaged = Damages.Noise(Path.Combine(data, QualitySuites.F16), Deviation, Side);
        var thread = new Thread(() => Reach(damaged, task, preset));
        thread.Start();
        thread.Join();
        return 0;
    }

    private static void Reach(DamagedPicture damaged, string task, string preset)
    {
        var reference = damaged.Reference!; // noise was added to it
        if (task == IterationChild.Plain)
        {
            var lookedAt = Stopwatch.GetTimestamp();
            PlainHourglass.Fit(
                damaged.Untreated,
                (iteration, average) =>
                {
                    if (IsDue(ref lookedAt))
                    {
                        Tell(Psnr.Between(average(), reference));
                    }

                    return iteration < LongestPlainRun;
                });
            return;
        }

        var spec = TaskCatalog.CreateSpec(task, TaskCatalog.ParsePreset(preset), null, seed: 1);
        Restorer.Run(
            new RestorationRequest { Spec = spec, Measurement = damaged.Untreated, Reference = reference }, new Looker(), CancellationToken.None);
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

    private static void Tell(double psnr) => Console.WriteLine(psnr.ToString(CultureInfo.InvariantCulture));

    /// <summary>Of one run, from the start of its process to each PSNR; null where it never comes there.</summary>
    private static double?[] SecondsTo(IReadOnlyList<double> targets, string data, string task, string preset, bool tuned)
    {
        var reached = new double?[targets.Count];
        var start = IterationChild.StartInfo([Command, data, task, preset], tuned);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!; // starting a program yields a process
        while (reached.Contains(null) && process.StandardOutput.ReadLine() is { } line)
        {
            var psnr = double.Parse(line, CultureInfo.InvariantCulture);
            for (var i = 0; i < reached.Length; i++)
            {
                reached[i] ??= psnr >= targets[i] ? Stopwatch.GetElapsedTime(began).TotalSeconds : null;
            }
        }

        process.Kill();
        return reached;
    }

    private static string Say(double? seconds) => seconds?.ToString("F1", CultureInfo.InvariantCulture) ?? "never";

    private sealed class Looker : IRunObserver
    {
        private long _lookedAt = Stopwatch.GetTimestamp();

        public IterationWants After(int iteration) => iteration > 0 && IsDue(ref _lookedAt) ? IterationWants.Picture : IterationWants.None;

        public void OnReport(IterationReport report)
        {
            if (report.Psnr is { } psnr)
            {
                Tell(psnr);
            }
        }

        public void OnCheckpoint(Checkpoint checkpoint)
        {
        }
    }
}
