using DipWeb.Images;
using DipWeb.Tests.TestKit;
using NetVips;

namespace DipWeb.Tests.Web.Images;

public sealed class ImageCodecExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageCodec _codec = new(new ImageLimits());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ExportFormat.Png)]
    [InlineData(ExportFormat.Png16)]
    [InlineData(ExportFormat.Tiff16)]
    public void Export_UnchangedEightBitPicture_HasTheOriginalSamples(ExportFormat format)
    {
        var path = _folder.Write("a.png", PngFile.Colour(256, 32, (x, y, c) => (byte)(x + y + c)));

        var file = _folder.Write("out", _codec.Export(_codec.Decode(path), path, format));

        Assert.Equal(_codec.Decode(path).ToArray(), _codec.Decode(file).ToArray());
        Assert.Equal(format == ExportFormat.Png ? 8 : 16, _codec.Inspect(file).BitDepth);
    }

    [Theory]
    [InlineData(ExportFormat.Png16)]
    [InlineData(ExportFormat.Tiff16)]
    public void Export_UnchangedSixteenBitPicture_HasTheOriginalSamples(ExportFormat format)
    {
        var samples = Enumerable.Range(0, 65536).Select(i => (ushort)i).ToArray();
        using var raw = Image.NewFromMemory(samples, 256, 256, 1, Enums.BandFormat.Ushort);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Grey16);
        var path = _folder.Write("a.png", image.PngsaveBuffer());

        var file = _folder.Write("out", _codec.Export(_codec.Decode(path), path, format));

        using var read = Image.NewFromFile(file);
        Assert.Equal(samples, read.WriteToMemory<ushort>());
    }

    [Theory]
    [InlineData(ExportFormat.Png)]
    [InlineData(ExportFormat.Png16)]
    [InlineData(ExportFormat.Tiff16)]
    [InlineData(ExportFormat.Webp)]
    public void Export_SameSize_KeepsAlpha(ExportFormat format)
    {
        var path = _folder.Write("a.png", PngFile.ColourAlpha(64, 48, (x, y, c) => c == 3 ? (byte)(x * 4) : (byte)(x + y)));

        var file = _folder.Write("out", _codec.Export(_codec.Decode(path), path, format));

        using var read = Image.NewFromFile(file);
        var opacity = read[read.Bands - 1].Getpoint(50, 7)[0];
        Assert.Equal(format is ExportFormat.Png or ExportFormat.Webp ? 200 : 200 * 257, opacity);
    }

    [Fact]
    public void Export_LargerResult_LeavesAlphaOut()
    {
        var path = _folder.Write("a.png", PngFile.ColourAlpha(32, 32, (_, _, _) => 99));

        using var read = Image.NewFromBuffer(_codec.Export(SyntheticImages.Waves(64, 64), path, ExportFormat.Png));

        Assert.Equal((64, 64, 3), (read.Width, read.Height, read.Bands));
    }

    [Fact]
    public void Export_JpegOfTransparentPicture_IsLaidOnWhite()
    {
        var path = _folder.Write("a.png", PngFile.ColourAlpha(32, 32, (_, _, _) => 0));

        using var read = Image.NewFromBuffer(_codec.Export(_codec.Decode(path), path, ExportFormat.Jpeg));

        Assert.Equal([255, 255, 255], read.Getpoint(16, 16));
    }

    [Theory]
    [InlineData(ExportFormat.Png)]
    [InlineData(ExportFormat.Jpeg)]
    [InlineData(ExportFormat.Webp)]
    public void Export_OriginalWithExif_KeepsTheCameraAndDropsPlaceAndTurn(ExportFormat format)
    {
        var path = WriteTurnedPhoto();

        using var read = Image.NewFromBuffer(_codec.Export(_codec.Decode(path), path, format));

        Assert.StartsWith("DipCam (", (string)read.Get("exif-ifd0-Model"), StringComparison.Ordinal);
        Assert.DoesNotContain(read.GetFields(), field => field.StartsWith("exif-ifd3-", StringComparison.Ordinal));
        Assert.Equal((32, 64, 1), (read.Width, read.Height, read.Contains("orientation") ? (int)read.Get("orientation") : 1));
    }

    [Fact]
    public void Export_ColourProfile_IsCarriedAndADamagedOneLeftOut()
    {
        var profile = P3Profile();
        var good = WriteWithProfile("good.png", profile);
        var bad = WriteWithProfile("bad.png", [.. profile.AsSpan(0, 36), .. "nope"u8, .. profile.AsSpan(40)]);

        using var kept = Image.NewFromBuffer(_codec.Export(_codec.Decode(good), good, ExportFormat.Png16));
        using var dropped = Image.NewFromBuffer(_codec.Export(_codec.Decode(bad), bad, ExportFormat.Png16));

        Assert.Equal(profile, (byte[])kept.Get("icc-profile-data"));
        Assert.False(dropped.Contains("icc-profile-data"));
    }

    private static byte[] P3Profile()
    {
        using var image = (Image.Black(32, 32, bands: 3) + 100).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var converted = image.IccTransform("p3", inputProfile: "srgb");
        return (byte[])converted.Get("icc-profile-data");
    }

    private string WriteWithProfile(string name, byte[] profile)
    {
        using var image = (Image.Black(32, 32, bands: 3) + 100).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var tagged = image.Mutate(target => target.Set(GValue.BlobType, "icc-profile-data", profile));
        return _folder.Write(name, tagged.PngsaveBuffer());
    }

    private string WriteTurnedPhoto()
    {
        using var image = (Image.Black(64, 32, bands: 3) + 100).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var photo = image.Mutate(target =>
        {
            target.Set(GValue.GIntType, "orientation", 6);
            target.Set(GValue.RefStrType, "exif-ifd0-Model", "DipCam");
            target.Set(GValue.RefStrType, "exif-ifd3-GPSLatitude", "35/1 40/1 0/1");
        });
        var path = _folder.Write("photo.jpg", photo.JpegsaveBuffer());
        using var check = Image.NewFromFile(path);
        Assert.Contains("exif-ifd3-GPSLatitude", check.GetFields());
        return path;
    }
}
