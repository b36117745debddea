using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Methods;

[NoTensorLeaks]
public sealed class LayeredFitTests
{
    private const int Side = 48;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_OneMarkedPicture_BeatsTheMarkedAndTheInpaintedOneAndChangesNothingElse()
    {
        var clean = SyntheticImages.Waves(Side, Side);
        var box = Box(Side, Side);
        var request = new RestorationRequest { Spec = SmallSpecs.Layers(300), Measurement = Marked(clean), KnownMask = box };

        var uncovered = Restorer.Run(request, new RecordingObserver(), Token).Image;
        var inpainted = Restorer.Run(request with { Spec = SmallSpecs.Inpaint(300) }, new RecordingObserver(), Token).Image;

        var (before, filled, after) = (PsnrInBox(request.Measurement, clean), PsnrInBox(inpainted, clean), PsnrInBox(uncovered, clean));
        Assert.True(after > Math.Max(before, filled) + 2, $"{after:F1} dB; {before:F1} dB with the mark, {filled:F1} dB inpainted");
        Assert.Equal(request.Measurement.ToArray(), box.Composite(uncovered, request.Measurement).ToArray());
    }

    [Fact]
    public void Run_BroadMark_IsTakenOffEvenly()
    {
        var clean = SyntheticImages.Filled(3, Side, Side, (_, y, x) => 0.05f + (0.75f * x / Side) + (0.04f * MathF.Sin(y / 2f)));
        var marked = SyntheticImages.Filled(3, Side, Side, (c, y, x) => clean[c, y, x] + (y is >= 16 and < 32 && x is >= 10 and < 38 ? 0.4f * (1 - clean[c, y, x]) : 0));
        var request = new RestorationRequest { Spec = SmallSpecs.Layers(300), Measurement = marked, KnownMask = Box(Side, Side) };

        var uncovered = Restorer.Run(request, new RecordingObserver(), Token).Image;

        var (before, after) = (PsnrInBox(marked, clean), PsnrInBox(uncovered, clean));
        Assert.True(after > 40, $"{after:F1} dB; {before:F1} dB with the mark");
    }

    [Fact]
    public void Run_SecondPictureUnderTheSameMark_BeatsOneAlone()
    {
        var clean = SyntheticImages.Waves(Side, Side);
        var request = new RestorationRequest { Spec = SmallSpecs.Layers(150), Measurement = Marked(clean), KnownMask = Box(Side, Side) };

        var alone = Restorer.Run(request, new RecordingObserver(), Token).Image;
        var shared = Restorer.Run(request with { Guide = Marked(Rings(Side, Side)) }, new RecordingObserver(), Token).Image;

        var (one, two) = (PsnrInBox(alone, clean), PsnrInBox(shared, clean));
        Assert.True(two > one + 1, $"{two:F1} dB; {one:F1} dB alone");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_Resumed_EqualsAnUninterruptedRun(bool hasSecond)
    {
        var request = new RestorationRequest
        {
            Spec = SmallSpecs.Layers(20), Measurement = Marked(SyntheticImages.Waves(24, 20)), KnownMask = Box(24, 20), Guide = hasSecond ? Marked(Rings(24, 20)) : null,
        };
        var observer = new RecordingObserver(iteration => iteration == 9 ? IterationWants.Checkpoint : IterationWants.None);
        var uninterrupted = Restorer.Run(request, observer, Token);

        var resumed = Restorer.Run(request with { Checkpoint = observer.Checkpoints.Single() }, new RecordingObserver(), Token);

        Assert.Equal(uninterrupted.Image.ToArray(), resumed.Image.ToArray());
        Assert.Equal(uninterrupted.Loss, resumed.Loss);
    }

    [Theory]
    [InlineData(1, 33, 1, 1)]
    [InlineData(3, 1, 40, 3)]
    [InlineData(3, 31, 33, 1)]
    [InlineData(1, 2, 17, 3)]
    public void Run_OddSizesAndOtherChannels_GivePicturesOfTheirSize(int channels, int height, int width, int channelsOfSecond)
    {
        var request = new RestorationRequest
        {
            Spec = SmallSpecs.Layers(3),
            Measurement = SyntheticImages.Waves(height, width, channels),
            KnownMask = Box(height, width),
            Guide = SyntheticImages.Waves(height, width, channelsOfSecond),
        };

        var result = Restorer.Run(request, new RecordingObserver(), Token);

        Assert.True(result.Image.HasShapeOf(request.Measurement));
        Assert.All(result.Image.ToArray(), value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Run_HeldOutPixels_AreNotSeenByTheFit()
    {
        var spec = SmallSpecs.Layers(60) with
        {
            StopRule = new StopRuleSpec { Kind = StopRuleKind.Plateau, HoldOutShare = 0.05, Start = 10, Patience = 1000 },
        };
        var observer = new RecordingObserver(_ => IterationWants.Report);
        var request = new RestorationRequest { Spec = spec, Measurement = Marked(SyntheticImages.Waves(24, 24)), KnownMask = Box(24, 24) };

        Restorer.Run(request, observer, Token);

        Assert.True(observer.Reports[^1].Score > 0, "A fit that hands out the measurement itself would score nothing.");
    }

    [Fact]
    public void Run_WithoutAMask_IsRefusedByCode()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Layers(1), Measurement = SyntheticImages.Waves(16, 16) };

        var refusal = Assert.Throws<InvalidSpecException>(() => Restorer.Run(request, new RecordingObserver(), Token));

        Assert.Equal("mask.required", refusal.Code);
    }

    /// <summary>Another picture than the waves, not to be guessed from them.</summary>
    private static ImageBuffer Rings(int height, int width) => SyntheticImages.Filled(3, height, width, (c, y, x) =>
        0.4f + (0.2f * MathF.Sin(MathF.Sqrt((x * x) + (y * y)) / 5f)) + (0.1f * c * x / width));

    /// <summary>Everything but a frame of a quarter of the height and an eighth of the width is marked; one pixel at least.</summary>
    private static KnownMask Box(int height, int width) => KnownMask.FromBrush(height, width, [.. Enumerable.Range(0, height * width).Select(i =>
        (byte)(IsInside(i / width, height, height / 4) && IsInside(i % width, width, width / 8) && i > 0 ? 255 : 0))]);

    private static bool IsInside(int place, int side, int frame) => place >= frame && place < side - frame;

    /// <summary>White bars of an opacity of 0.4, like the letters H and I.</summary>
    private static ImageBuffer Marked(ImageBuffer clean) => SyntheticImages.Filled(clean.Channels, clean.Height, clean.Width, (c, y, x) =>
    {
        var isHigh = y >= clean.Height / 3 && y < clean.Height * 2 / 3;
        var isUpright = x * 48 / clean.Width is (>= 10 and < 14) or (>= 22 and < 26) or (>= 32 and < 36);
        var isAcross = Math.Abs(y - (clean.Height / 2)) < 2 && x * 48 / clean.Width is >= 14 and < 22;
        return clean[c, y, x] + (isHigh && (isUpright || isAcross) ? 0.4f * (1 - clean[c, y, x]) : 0);
    });

    private static double PsnrInBox(ImageBuffer picture, ImageBuffer clean)
    {
        var box = Box(clean.Height, clean.Width);
        var squares = Enumerable.Range(0, clean.Samples.Length)
            .Where(i => box.Values[i % clean.PixelCount] == 0)
            .Select(i => Math.Pow(picture.Samples[i] - clean.Samples[i], 2));
        return -10 * Math.Log10(squares.Average());
    }
}
