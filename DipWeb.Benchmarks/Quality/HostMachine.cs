using System.Runtime.InteropServices;
using BenchmarkDotNet.Environments;
using TorchSharp;

namespace DipWeb.Benchmarks.Quality;

/// <summary>The machine that a table comes from.</summary>
internal static class HostMachine
{
    /// <summary>One sentence: processor, operating system, and the versions that the seconds depend on.</summary>
    public static string Describe()
    {
        var processor = HostEnvironmentInfo.GetCurrent().Cpu.Value?.ProcessorName ?? "unknown processor";
        var libtorch = Version.Parse(torch.__version__).ToString(3);
        return $"{processor}, {RuntimeInformation.OSDescription}, libtorch {libtorch}, {RuntimeInformation.FrameworkDescription}";
    }
}
