using System.Diagnostics;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Images;

[Collection(RunsAlone.Name)]
public sealed class PixelBombTests(WebServer server) : IClassFixture<WebServer>
{
    private const long AllowedGrowth = 50L << 20;

    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(16_384, 16_384)]
    public async Task Post_PixelBomb_LeavesMemoryFlat(uint width, uint height)
    {
        await server.AddImageAsync(PngFile.Grey(64, 64, (x, _) => (byte)x));
        ResetPeak();
        var before = Peak();

        for (var round = 0; round < 5; round++)
        {
            using var response = await server.PostFileAsync("/api/images", PngFile.Bomb(width, height));
            var problem = await ProblemReply.ReadAsync(response);
            Assert.Equal("image.too_many_pixels", problem.Code);
        }

        var growth = Peak() - before;
        Assert.True(growth <= AllowedGrowth, $"{growth} bytes more than before");
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>The peak is that of the whole test run; Linux can forget it, so that this test sees only its own.</summary>
    private static void ResetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }
}
