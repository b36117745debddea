using DipWeb.Images;
using DipWeb.Tests.TestKit;
using NetVips;

namespace DipWeb.Tests.Web.Images;

public sealed class ImageCodecReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageCodec _codec = new(new ImageLimits());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Decode_ColourPng_GivesSamplesOver255()
    {
        var path = _folder.Write("a.png", PngFile.Colour(40, 33, (x, y, c) => (byte)((x * 5) + (y * 3) + c)));

        var picture = _codec.Decode(path);

        Assert.Equal((3, 33, 40), (picture.Channels, picture.Height, picture.Width));
        Assert.Equal(((7 * 5) + (4 * 3) + 2) / 255f, picture[2, 4, 7]);
    }

    [Fact]
    public void Decode_Palette_GivesItsColours()
    {
        var path = _folder.Write("a.png", PngFile.Palette(32, 32, [10, 20, 30, 200, 150, 100], (x, _) => (byte)(x & 1)));

        var picture = _codec.Decode(path);

        Assert.Equal((10 / 255f, 150 / 255f), (picture[0, 0, 0], picture[1, 0, 1]));
    }

    [Fact]
    public void Decode_Grey16_GivesSamplesOver65535()
    {
        var path = WriteGrey16("a.png");

        var picture = _codec.Decode(path);
        var header = _codec.Inspect(path);

        Assert.Equal((1, 16), (header.Channels, header.BitDepth));
        Assert.Equal(1234 / 65535f, picture[0, 0, 1]);
    }

    [Fact]
    public void Decode_Alpha_IsDroppedAndNoted()
    {
        var path = _folder.Write("a.png", PngFile.ColourAlpha(32, 32, (x, _, c) => c == 3 ? (byte)x : (byte)(100 + c)));

        var header = _codec.Inspect(path);
        var picture = _codec.Decode(path);

        Assert.True(header.HasAlpha);
        Assert.Contains(ImageNotes.Alpha, header.Notes);
        Assert.Equal((3, 102 / 255f), (picture.Channels, picture[2, 0, 0]));
    }

    [Theory]
    [InlineData(6, 32, 64)]
    [InlineData(8, 32, 64)]
    [InlineData(3, 64, 32)]
    [InlineData(99, 64, 32)]
    public void Decode_ExifOrientation_IsAppliedOrIgnored(int orientation, int width, int height)
    {
        var path = WriteJpeg("a.jpg", 64, 32, orientation);

        var header = _codec.Inspect(path);
        var picture = _codec.Decode(path);

        Assert.Equal((width, height), (header.Width, header.Height));
        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.Equal(orientation <= 8, header.Notes.Contains(ImageNotes.Rotated));
    }

    [Fact]
    public void Decode_Orientation6_TurnsTheLeftSideUp()
    {
        var path = WriteJpeg("a.jpg", 64, 32, 6);

        var picture = _codec.Decode(path);

        // The stored picture is dark on its left; after a quarter turn clockwise the left side is the top.
        Assert.True(picture[0, 2, 16] < 0.2f && picture[0, 61, 16] > 0.8f);
    }

    [Fact]
    public void Decode_CmykJpeg_ComesAsRgbWithANote()
    {
        using var ink = (Image.Black(48, 48, bands: 4) + new double[] { 0, 255, 255, 0 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Cmyk);
        var path = _folder.Write("a.jpg", ink.JpegsaveBuffer(q: 95));

        var header = _codec.Inspect(path);
        var picture = _codec.Decode(path);

        Assert.Contains(ImageNotes.Cmyk, header.Notes);
        Assert.Equal(3, picture.Channels);
        Assert.True(picture[0, 20, 20] > 0.7f && picture[1, 20, 20] < 0.4f);
    }

    [Fact]
    public void DecodeMask_GreyAndTransparentMasks_AreCutAt128()
    {
        var grey = _codec.DecodeMask(_folder.Write("g.png", PngFile.Grey(32, 32, (x, _) => x < 8 ? (byte)128 : (byte)127)));
        var alpha = _codec.DecodeMask(_folder.Write("c.png", PngFile.ColourAlpha(32, 32, (x, _, c) => c < 3 ? (byte)255 : x < 8 ? (byte)128 : (byte)127)));

        Assert.Equal(8 * 32, grey.HoleCount);
        Assert.Equal(grey.Values.ToArray(), alpha.Values.ToArray());
    }

    [Fact]
    public void ReadFloat_WrittenSamples_AreExact()
    {
        var picture = SyntheticImages.Filled(3, 17, 19, (c, y, x) => MathF.Sin((c * 31) + (y * 7) + x) * 1.5f);

        _codec.WriteFloat(_folder.File("f.tif"), picture);
        var read = _codec.ReadFloat(_folder.File("f.tif"));

        Assert.Equal(picture.ToArray(), read.ToArray());
        Assert.Equal(["f.tif"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void ReadFloat_CutFile_IsRefused()
    {
        _codec.WriteFloat(_folder.File("f.tif"), SyntheticImages.Waves(1 << 6, 1 << 6, 1));
        var whole = File.ReadAllBytes(_folder.File("f.tif"));
        var path = _folder.Write("cut.tif", whole[..(whole.Length / 2)]);

        var refusal = Assert.Throws<ImageRejectedException>(() => _codec.ReadFloat(path));

        Assert.Equal("image.corrupt", refusal.Code);
    }

    [Fact]
    public void EncodePreview_LargePicture_IsScaledDownOnly()
    {
        using var scaled = Image.NewFromBuffer(_codec.EncodePreview(SyntheticImages.Waves(100, 200), 50));
        using var kept = Image.NewFromBuffer(_codec.EncodePreview(SyntheticImages.Waves(100, 200), 500));

        Assert.Equal((50, 25), (scaled.Width, scaled.Height));
        Assert.Equal((200, 100), (kept.Width, kept.Height));
    }

    private string WriteGrey16(string name)
    {
        var samples = Enumerable.Range(0, 32 * 32).Select(i => (ushort)(i * 1234)).ToArray();
        using var image = Image.NewFromMemory(samples, 32, 32, 1, Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16);
        return _folder.Write(name, image.PngsaveBuffer());
    }

    private string WriteJpeg(string name, int width, int height, int orientation)
    {
        var samples = Enumerable.Range(0, width * height).Select(i => (byte)(i % width * 255 / (width - 1))).ToArray();
        using var raw = Image.NewFromMemory(samples, width, height, 1, Enums.BandFormat.Uchar);
        using var image = raw.Mutate(target => target.Set(GValue.GIntType, "orientation", orientation));
        return _folder.Write(name, image.JpegsaveBuffer(q: 95));
    }
}
