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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Complete_TilesOfAnEnlargedPicture_LeaveNothingOutAndNoSeam(int odd)
    {
        var request = new RestorationRequest
        {
            Spec = TaskCatalog.CreateSpec("superres", Preset.Preview, new Dictionary<string, string> { ["factor"] = "3/2" }, seed: 1),
            Measurement = SyntheticImages.Constant(0.5f, 1, 40, 1000 + odd),
        };
        var canvas = RegionCanvas.For(request, inTiles: true)!;

        while (canvas.Finished + 1 < canvas.Count)
        {
            canvas.Finish(Enlarged(canvas), spread: null);
        }

        var picture = canvas.Complete(new IterationReport { Iteration = 1, Iterations = 1, Loss = 0, Picture = Enlarged(canvas) }).Picture!;

        var row = picture.Plane(0)[..picture.Width].ToArray();
        Assert.Equal((60, 1500 + odd), (picture.Height, picture.Width));
        Assert.Equal((3, 0f, 1f), (canvas.Count, row.Min(), row.Max()));
        Assert.All(row[..450], sample => Assert.Equal(0, sample)); // the first tile's own part
        Assert.All(row[^450..], sample => Assert.Equal(0, sample)); // and the last one's
        Assert.InRange(row.Zip(row.Skip(1)).Max(pair => Math.Abs(pair.First - pair.Second)), 0.001, 0.03);

        static ImageBuffer Enlarged(RegionCanvas canvas) =>
            SyntheticImages.Constant(canvas.Finished % 2, 1, 60, canvas.Part.Spec.ScaleFactor.Scale(canvas.Part.Measurement.Width));
    }

    [Fact]
    public void For_TilesOfANoisyPicture_SettlesTheNoiseForAllOfThem()
    {
        var noisy = SyntheticDamage.Noise(SyntheticImages.Waves(64, 900), 20 / 255.0);
        var request = new RestorationRequest { Spec = TaskCatalog.CreateSpec("denoise", Preset.Preview, null, seed: 1), Measurement = noisy };

        var canvas = RegionCanvas.For(request, inTiles: true)!;

        Assert.InRange(canvas.Part.Spec.NoiseDeviation!.Value, 17 / 255.0, 23 / 255.0);
        Assert.NotNull(canvas.Part.Spec.NoiseKind);
    }

    [Fact]
    public void For_TilesOfAPictureWithLostPixels_FindsThemOnceForAllOfThem()
    {
        var damaged = SyntheticDamage.Lost(SyntheticImages.Waves(64, 900), 0.4, 0);
        var request = new RestorationRequest { Spec = TaskCatalog.CreateSpec("missing", Preset.Preview, null, seed: 1), Measurement = damaged };

        var canvas = RegionCanvas.For(request, inTiles: true)!;

        Assert.Equal(2, canvas.Count);
        Assert.IsType<KnownPixels.All>(canvas.Part.Spec.KnownPixels);
        Assert.True(canvas.Part.Spec.KeepsKnownPixels);
        Assert.InRange(canvas.Part.KnownMask!.HoleShare, 0.37, 0.43);
    }

    [Fact]
    public void For_TilesOfAPictureWithShiftedRows_MovesThemBackFirst()
    {
        var clean = SyntheticImages.Waves(96, 900);
        var spec = TaskCatalog.CreateSpec("scanlines", Preset.Preview, new Dictionary<string, string> { ["rows"] = "shifted" }, seed: 1);
        var request = new RestorationRequest { Spec = spec, Measurement = SyntheticDamage.Shifted(clean, y => y % 7 == 3 ? 5 : 0) };

        var part = RegionCanvas.For(request, inTiles: true)!.Part;

        Assert.False(part.Spec.HasShiftedRows);
        Assert.Equal(clean.Plane(0).Slice(3 * 900, 300).ToArray(), part.Measurement.Plane(0).Slice(3 * part.Measurement.Width, 300).ToArray());
        Assert.Equal(part.Measurement.PixelCount, part.KnownMask?.KnownCount ?? part.Measurement.PixelCount); // what came in from outside lies in the last tile
    }

    [Fact]
    public void Part_TileWithoutAKnownPixel_IsTakenAsMeasured()
    {
        var damaged = SyntheticImages.Filled(1, 64, 1600, (_, y, x) => x < 900 ? 0 : 0.2f + (0.6f * (float)SyntheticDamage.Uniform((y * 1600) + x)));
        var spec = TaskCatalog.CreateSpec("missing", Preset.Preview, new Dictionary<string, string> { ["lostValue"] = "0" }, seed: 1);

        var canvas = RegionCanvas.For(new RestorationRequest { Spec = spec, Measurement = damaged }, inTiles: true)!;

        Assert.Null(canvas.Part.KnownMask);
    }

    [Fact]
    public void Part_TileOfAJpeg_HasItsCoefficients()
    {
        var file = JpegFile.Of(JpegFile.Picture(40, 900), subsampled: true, orientation: 3);
        var request = new RestorationRequest
        {
            Spec = TaskCatalog.CreateSpec("jpeg", Preset.Preview, null, seed: 1),
            Measurement = JpegFile.Decode(file),
            Coefficients = JpegFile.Measure(file),
        };

        var canvas = RegionCanvas.For(request, inTiles: true)!;

        Assert.Equal(2, canvas.Count);
        Assert.Equal((canvas.Part.Measurement.Width, 40), (canvas.Part.Coefficients!.UprightWidth, canvas.Part.Coefficients.UprightHeight));
        Assert.True(canvas.Part.Measurement.Width < 900);
    }

    /// <summary>What a run would give: the holes in one shade, known pixels as measured.</summary>
    private static ImageBuffer Filled(RestorationRequest part, float shade) => part.KnownMask!.Composite(
        part.Measurement, SyntheticImages.Constant(shade, 1, part.Measurement.Height, part.Measurement.Width));
}
