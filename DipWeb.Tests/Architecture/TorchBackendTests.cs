using System.Diagnostics;
using System.Text.Json;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Architecture;

/// <summary>The switch between the CPU and the CUDA packages, read from the project as MSBuild evaluates it.</summary>
public sealed class TorchBackendTests
{
    [Theory]
    [InlineData("cpu", new[] { "TorchSharp", "libtorch-cpu-" }, new[] { "TorchSharp-cuda" })]
    [InlineData("cuda", new[] { "TorchSharp-cuda-" }, new[] { "libtorch-cpu-" })]
    public async Task PackageReference_OfTheBackend_IsReferencedAlone(string backend, string[] wanted, string[] unwanted)
    {
        var packages = await EvaluateAsync(backend);

        Assert.All(wanted, prefix => Assert.Contains(packages, package => package.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.All(unwanted, prefix => Assert.DoesNotContain(packages, package => package.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private static async Task<List<string>> EvaluateAsync(string backend)
    {
        var project = Path.Combine(SourceTree.Root, "DipWeb.Engine", "DipWeb.Engine.csproj");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", project, $"-p:TorchBackend={backend}", "-getItem:PackageReference"])
        {
            RedirectStandardOutput = true,
        })!; // starting dotnet yields a process
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)]; // every item has an identity
    }
}
