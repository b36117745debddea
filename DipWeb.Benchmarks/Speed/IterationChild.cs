using System.Diagnostics;
using DipWeb.Compute;
using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Benchmarks.Speed;

/// <summary>A process that runs one iteration for every line it reads, and answers each with a line.</summary>
internal sealed class IterationChild : IDisposable
{
    public const string Command = "iterate";

    /// <summary>The published network as <see cref="PlainHourglass"/> has it.</summary>
    public const string Plain = "plain";

    /// <summary>What <see cref="BareConvolution"/> does.</summary>
    public const string Convolution = "convolution";

    private readonly Process _process;

    private IterationChild(Process process) => _process = process;

    /// <summary>Starts the process, with the environment that the server gives its own compute process or without it.</summary>
    public static IterationChild Start(string network, int side, bool tuned)
    {
        var start = StartInfo([Command, network, side.ToString(CultureInfo.InvariantCulture)], tuned);
        var child = new IterationChild(Process.Start(start)!); // starting a program yields a process
        child.Await();
        return child;
    }

    /// <summary>How to start this program once more.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="tuned">Whether with the environment that the server gives its own compute process.</param>
    public static ProcessStartInfo StartInfo(string[] arguments, bool tuned)
    {
        var own = typeof(IterationChild).Assembly.Location;
        var isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet", isHosted ? [own, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in tuned ? TunedEnvironment.Variables : [])
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>The process itself: a denoising of a synthetic picture, or what it is compared with, that pauses before every iteration.</summary>
    /// <param name="network">Which one.</param>
    /// <param name="side">Of the square picture.</param>
    /// <param name="settings">Further parameters of the product's own networks, each as name=value.</param>
    public static int Run(string network, int side, params string[] settings)
    {
        var thread = new Thread(() => Work(network, side, settings)); // the product has a thread for it too: its memory comes from elsewhere
        thread.Start();
        thread.Join();
        return 0;
    }

    /// <summary>Median milliseconds of an iteration.</summary>
    /// <param name="turns">How many are measured, after two that are not.</param>
    public double Milliseconds(int turns)
    {
        const int WarmUp = 2;
        var times = new List<double>();
        for (var turn = 0; turn < WarmUp + turns; turn++)
        {
            var began = Stopwatch.GetTimestamp();
            Iterate();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times.Skip(WarmUp).Order().ElementAt(turns / 2);
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

    private static void Work(string network, int side, string[] settings)
    {
        switch (network)
        {
            case Plain:
                PlainHourglass.Run(side, Pause);
                break;
            case Convolution:
                BareConvolution.Run(side, Pause);
                break;
            default:
                Restorer.Run(Denoising(network, side, settings), new TurnTaker(), CancellationToken.None);
                break;
        }
    }

    private static RestorationRequest Denoising(string network, int side, string[] settings)
    {
        var overrides = new Dictionary<string, string> { ["network"] = network, ["iterations"] = "100000", ["twoViews"] = "0" };
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
        {
            overrides[setting[0]] = setting[1];
        }

        var preset = network == "hourglass" ? Preset.Paper : Preset.Balanced;
        return new RestorationRequest { Spec = TaskCatalog.CreateSpec("denoise", preset, overrides, seed: 0), Measurement = Waves(side) };
    }

    private static bool Pause()
    {
        if (PlainHourglass.Device.type == DeviceType.CUDA)
        {
            torch.cuda.synchronize();
        }

        Console.WriteLine();
        return Console.ReadLine() is not null;
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
        public IterationWants After(int iteration) => Pause() ? IterationWants.None : IterationWants.Finish;

        public void OnReport(IterationReport report)
        {
        }

        public void OnCheckpoint(Checkpoint checkpoint)
        {
        }
    }
}
