using DipWeb.Compute;
using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Compute;

public sealed class RegionCanvasTests
{
    private const int Width = 1600;
    private const int Scratch = 500;

    [Fact]
    public void Complete_ScratchThroughOverlappingRegions_FadesFromOneToTheOther()
    {
        var known = Enumerable.Range(0, 1000 * Width).Select(i => i / Width == Scratch ? (byte)0 : (byte)1).ToArray();
        var request = new RestorationRequest
        {
            Spec = TaskCatalog.CreateSpec("inpaint", Preset.Balanced, null, seed: 1),
            Measurement = SyntheticImages.Constant(0.5f, 1, 1000, Width),
            KnownMask = new KnownMask(1000, Width, known),
        };
        var canvas = RegionCanvas.For(request)!;

        while (canvas.Finished + 1 < canvas.Count)
        {
            canvas.Finish(Filled(canvas.Part, canvas.Finished % 2), spread: null);
        }

        var last = Filled(canvas.Part, canvas.Finished % 2);
        var picture = canvas.Complete(new IterationReport { Iteration = 1, Iterations = 1, Loss = 0, Picture = last }).Picture!;

        var scratch = picture.Samples.Slice(Scratch * Width, Width).ToArray();
        var steps = scratch.Zip(scratch.Skip(1), (one, next) => Math.Abs(next - one)).ToList();
        Assert.True(canvas.Count >= 3);
        Assert.Equal((0f, 1f), (scratch.Min(), scratch.Max()));
        Assert.InRange(steps.Max(), 0.001, 0.03); // no seam
        Assert.All(picture.Samples.ToArray().Where((_, i) => known[i] == 1), sample => Assert.Equal(0.5f, sample));
    }

    /// <summary>What a run would give: the holes in one shade, known pixels as measured.</summary>
    private static ImageBuffer Filled(RestorationRequest part, float shade) => part.KnownMask!.Composite(
        part.Measurement, SyntheticImages.Constant(shade, 1, part.Measurement.Height, part.Measurement.Width));
}
