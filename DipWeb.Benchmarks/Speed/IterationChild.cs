using System.Diagnostics;
using DipWeb.Compute;
using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;

namespace DipWeb.Benchmarks.Speed;

/// <summary>A process that runs one iteration for every line it reads, and answers each with a line.</summary>
internal sealed class IterationChild : IDisposable
{
    public const string Command = "iterate";

    private readonly Process _process;

    private IterationChild(Process process) => _process = process;

    /// <summary>Starts the process, with the environment that the server gives its own compute process or without it.</summary>
    public static IterationChild Start(string network, int side, bool tuned)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet", Arguments(network, side))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (tuned)
        {
            foreach (var (name, value) in TunedEnvironment.Variables)
            {
                start.Environment[name] = value;
            }
        }

        var child = new IterationChild(Process.Start(start)!); // starting a program yields a process
        child.Await();
        return child;
    }

    /// <summary>The process itself: a denoising of a synthetic picture that pauses before every iteration.</summary>
    public static int Run(string network, int side)
    {
        var overrides = new Dictionary<string, string> { ["network"] = network, ["iterations"] = "100000" };
        var request = new RestorationRequest
        {
            Spec = TaskCatalog.CreateSpec("denoise", Preset.Balanced, overrides, seed: 0),
            Measurement = Waves(side),
        };
        Restorer.Run(request, new TurnTaker(), CancellationToken.None);
        return 0;
    }

    /// <summary>Lets the process do one iteration.</summary>
    public void Iterate()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        Await();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static string[] Arguments(string network, int side)
    {
        var own = typeof(IterationChild).Assembly.Location;
        var arguments = new[] { Command, network, side.ToString(CultureInfo.InvariantCulture) };
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [own, .. arguments] : arguments;
    }

    private static ImageBuffer Waves(int side)
    {
        var samples = new float[3 * side * side];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = 0.5f + (0.4f * MathF.Sin(i % side / 9f) * MathF.Cos(i / side % side / 11f));
        }

        return new ImageBuffer(3, side, side, samples);
    }

    private void Await()
    {
        if (_process.StandardOutput.ReadLine() is null)
        {
            throw new InvalidOperationException("The iterating process ended.");
        }
    }

    private sealed class TurnTaker : IRunObserver
    {
        public IterationWants After(int iteration)
        {
            Console.WriteLine(iteration);
            return Console.ReadLine() is null ? IterationWants.Finish : IterationWants.None;
        }

        public void OnReport(IterationReport report)
        {
        }

        public void OnCheckpoint(Checkpoint checkpoint)
        {
        }
    }
}
