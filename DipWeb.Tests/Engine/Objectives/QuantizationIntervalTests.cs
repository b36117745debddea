using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Objectives;
using DipWeb.Tests.TestKit;
using TorchSharp;

namespace DipWeb.Tests.Engine.Objectives;

[NoTensorLeaks]
public sealed class QuantizationIntervalTests
{
    public static TheoryData<int> Orientations => [.. Enumerable.Range(1, 8)];

    public static TheoryData<int, bool, int> Files => new(
        from quality in (int[])[10, 50, 90]
        from subsampled in (bool[])[false, true]
        from channels in (int[])[1, 3]
        select (quality, subsampled, channels));

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Decode_EveryOrientation_AgreesWithTheCodec(int orientation)
    {
        var file = JpegFile.Of(JpegFile.Picture(35, 49), orientation: orientation);

        var decoded = DecodeOwn(JpegFile.Measure(file));

        AssertAlike(JpegFile.Decode(file), decoded);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Decode_TilesOfEveryOrientation_ArePartsOfThePicture(int orientation)
    {
        var measurement = JpegFile.Measure(JpegFile.Of(JpegFile.Picture(837, 40), subsampled: true, orientation: orientation));

        var tiles = RegionsOfInterest.Tiles(measurement);
        var whole = DecodeOwn(measurement);

        Assert.Equal(2, tiles.Count);
        Assert.Equal(whole.Height + whole.Width, tiles.Max(tile => tile.Bottom) + tiles.Max(tile => tile.Right));
        Assert.All(tiles, tile => AssertAlike(tile.Of(whole), DecodeOwn(measurement.Within(tile))));
        Assert.Throws<ArgumentException>(() => measurement.Within(tiles[1] with { X = tiles[1].X + 8, Y = tiles[1].Y + 8 }));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Decode_EveryQuality_AgreesWithTheCodec(int quality, bool subsampled, int channels)
    {
        var file = JpegFile.Of(JpegFile.Picture(35, 49, channels), quality, subsampled);

        var decoded = DecodeOwn(JpegFile.Measure(file));

        // The codec smooths chroma of a lower resolution and we repeat it, so only luma is comparable there.
        var other = JpegFile.Decode(file);
        AssertAlike(subsampled ? Luma(other) : other, subsampled ? Luma(decoded) : decoded);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Distance_PictureBeforeCompression_IsAlmostNothing(int quality, bool subsampled, int channels)
    {
        var picture = JpegFile.Picture(35, 49, channels);

        var distance = DistanceTo(JpegFile.Of(picture, quality, subsampled), picture);

        // Encoders round samples and colours to whole numbers: less than one step of 255 in the root mean square.
        Assert.InRange(distance, 0, Math.Pow(0.5 / 255, 2));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void Distance_ChromaHalvedInOneDirection_IsAlmostNothing(int horizontal, int vertical)
    {
        var picture = JpegFile.Picture(35, 49);

        var distance = DistanceTo(JpegFile.Sampled(picture, horizontal, vertical), picture);

        Assert.InRange(distance, 0, Math.Pow(0.5 / 255, 2)); // as above
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Distance_BlurredPicture_IsFarMore(int quality, bool subsampled, int channels)
    {
        var picture = JpegFile.Picture(35, 49, channels);
        var blurred = SyntheticImages.Filled(channels, 35, 49, (c, y, x) =>
            (picture[c, y, Math.Max(0, x - 3)] + picture[c, y, x] + picture[c, y, Math.Min(48, x + 3)]) / 3);
        var file = JpegFile.Of(picture, quality, subsampled);

        var distance = DistanceTo(file, blurred);

        Assert.True(distance > 20 * DistanceTo(file, picture) && distance > 1e-5, $"{distance}");
    }

    [Fact]
    public void Distance_CentresOfTheCells_AreExactlyZeroWithoutGradient()
    {
        using var scope = torch.NewDisposeScope();
        using var interval = new QuantizationInterval(JpegFile.Measure(JpegFile.Of(JpegFile.Picture(35, 49), 10, subsampled: true)));
        var iterate = interval.Decode().requires_grad_();

        var distance = interval.Distance(iterate);
        distance.backward();

        Assert.Equal(0, distance.item<float>());
        Assert.All(TensorImage.ToArray(iterate.grad!), value => Assert.Equal(0, value)); // backward has just made it
    }

    [Theory]
    [InlineData(false, 1, 0)]
    [InlineData(true, 6, 0)]
    [InlineData(true, 1, 0.25)]
    public void Distance_Gradient_AgreesWithFiniteDifferences(bool subsampled, int orientation, double margin)
    {
        const float step = 1e-2f;
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(5, ComputeDevice.Current);
        var measurement = JpegFile.Measure(JpegFile.Of(JpegFile.Picture(35, 49), 50, subsampled, orientation: orientation));
        using var interval = new QuantizationInterval(measurement, margin: margin);
        var shape = new long[] { 1, 3, measurement.UprightHeight, measurement.UprightWidth };
        var iterate = torch.empty(shape, device: ComputeDevice.Current).uniform_(0, 1, generator).requires_grad_();
        var direction = torch.empty(shape, device: ComputeDevice.Current).normal_(0, 1, generator);

        interval.Distance(iterate).backward();
        var slope = (iterate.grad! * direction).sum().item<float>(); // backward has just made it
        var difference = interval.Distance(iterate.detach() + (step * direction)) - interval.Distance(iterate.detach() - (step * direction));

        // The distance is quadratic but where a coefficient crosses the edge of its cell, so central differences are off by little.
        var measured = difference.item<float>() / (2 * step);
        Assert.Equal(measured, slope, Math.Abs(measured) * 2e-2f);
    }

    [Fact]
    public void Distance_MarginOfHalf_IsTheMeanSquaredErrorOfGreySamples()
    {
        using var scope = torch.NewDisposeScope();
        using var interval = new QuantizationInterval(JpegFile.Measure(JpegFile.Of(JpegFile.Picture(40, 48, 1))), margin: 0.5);
        var decoded = interval.Decode();
        var iterate = (decoded * 0.7) + 0.1;

        var distance = interval.Distance(iterate).item<float>();

        Assert.Equal((iterate - decoded).square().mean().item<float>(), distance, 1e-6f); // Parseval, within rounding
    }

    [Fact]
    public void Distance_OffsetInAnExtendedPicture_LooksAtThePictureAlone()
    {
        using var scope = torch.NewDisposeScope();
        var picture = JpegFile.Picture(35, 49);
        var measurement = JpegFile.Measure(JpegFile.Of(picture, orientation: 1));
        using var plain = new QuantizationInterval(measurement);
        using var offset = new QuantizationInterval(measurement, top: 6, left: 7);
        var iterate = TensorImage.ToTensor(picture, ComputeDevice.Current) * 0.9;
        var extended = torch.nn.functional.pad(iterate, (7, 8, 6, 23), PaddingModes.Constant, 0.3);

        var distance = offset.Distance(extended).item<float>();

        Assert.Equal(plain.Distance(iterate).item<float>(), distance);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 6)]
    public void Nearest_DarkenedPicture_FitsTheCells(bool subsampled, int orientation)
    {
        using var scope = torch.NewDisposeScope();
        using var interval = new QuantizationInterval(JpegFile.Measure(JpegFile.Of(JpegFile.Picture(48, 64), 50, subsampled, orientation: orientation)));
        var iterate = interval.Decode() * 0.9;

        var nearest = interval.Nearest(iterate);

        Assert.True(interval.Distance(iterate).item<float>() > 1e-4);
        Assert.InRange(interval.Distance(nearest).item<float>(), 0, 1e-12); // at the edges of the cells, within rounding
    }

    [Fact]
    public void Nearest_PictureThatFits_StaysAsItIs()
    {
        using var scope = torch.NewDisposeScope();
        using var interval = new QuantizationInterval(JpegFile.Measure(JpegFile.Of(JpegFile.Picture(35, 49), 10, subsampled: true)));
        var decoded = interval.Decode();

        var nearest = interval.Nearest(decoded);

        Assert.InRange((nearest - decoded).abs().max().item<float>(), 0, 1e-5f); // the way through the colours rounds
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.6)]
    [InlineData(double.NaN)]
    public void Constructor_MarginOutOfRange_IsRefused(double margin)
    {
        var measurement = JpegFile.Measure(JpegFile.Of(JpegFile.Picture(32, 32)));

        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantizationInterval(measurement, margin: margin));
    }

    private static ImageBuffer DecodeOwn(JpegMeasurement measurement)
    {
        using var scope = torch.NewDisposeScope();
        using var interval = new QuantizationInterval(measurement);
        return TensorImage.ToPicture(interval.Decode());
    }

    private static double DistanceTo(byte[] file, ImageBuffer picture)
    {
        using var scope = torch.NewDisposeScope();
        using var interval = new QuantizationInterval(JpegFile.Measure(file));
        return interval.Distance(TensorImage.ToTensor(picture, ComputeDevice.Current)).item<float>();
    }

    private static ImageBuffer Luma(ImageBuffer picture) => picture.Channels == 1 ? picture : SyntheticImages.Filled(
        1, picture.Height, picture.Width, (_, y, x) => (0.299f * picture[0, y, x]) + (0.587f * picture[1, y, x]) + (0.114f * picture[2, y, x]));

    /// <summary>A decoder rounds Y, Cb, Cr and then red, green and blue to whole numbers: at most 2 steps, and below 0.6 on the average.</summary>
    private static void AssertAlike(ImageBuffer expected, ImageBuffer actual)
    {
        Assert.True(expected.HasShapeOf(actual));
        var differences = expected.ToArray().Zip(actual.ToArray(), (a, b) => Math.Abs(a - b) * 255).ToList();
        Assert.InRange(differences.Max(), 0, 2.5);
        Assert.InRange(differences.Average(), 0, 0.6);
    }
}
