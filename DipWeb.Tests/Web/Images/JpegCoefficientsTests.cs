using BitMiracle.LibJpeg.Classic;
using DipWeb.Engine.Imaging;
using DipWeb.Images;
using DipWeb.Tests.TestKit;
using NetVips;

namespace DipWeb.Tests.Web.Images;

public sealed class JpegCoefficientsTests : IDisposable
{
    // The first entries of the luma table of ITU-T T.81, table K.1, and how libjpeg scales it for a quality.
    private static readonly int[] FirstRow = [16, 11, 10, 16, 24, 40, 51, 61];

    private readonly TemporaryFolder _folder = new();
    private readonly ImageCodec _codec = new(new ImageLimits());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(10, 500)]
    [InlineData(50, 100)]
    [InlineData(90, 20)]
    public void ReadCoefficients_StandardQuality_GivesTheScaledTableRowAfterRow(int quality, int scale)
    {
        var file = JpegFile.Sampled(JpegFile.Picture(40, 48), 1, 1);
        var standard = JpegFile.Measure(file).Components[0].Quantization;

        var scaled = JpegFile.Measure(JpegFile.Of(JpegFile.Picture(40, 48), quality)).Components[0].Quantization;

        Assert.Equal(FirstRow, standard[..8].ToArray());
        Assert.Equal(99, standard[63]);
        Assert.Equal(Math.Clamp(((99 * scale) + 50) / 100, 1, 255), scaled[63]);
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 1)]
    [InlineData(true, true, 2)]
    public void ReadCoefficients_OddSize_HasTheBlocksOfThePicture(bool subsampled, bool progressive, int ratio)
    {
        var file = JpegFile.Of(JpegFile.Picture(35, 49), subsampled: subsampled, progressive: progressive);

        var measurement = JpegFile.Measure(file);

        Assert.Equal((49, 35, 1, 3), (measurement.Width, measurement.Height, measurement.Orientation, measurement.Components.Count));
        Assert.Equal((7, 5), (measurement.Components[0].BlocksWide, measurement.Components[0].BlocksHigh));
        Assert.Equal((ratio, ratio), (measurement.HorizontalRatio(measurement.Components[2]), measurement.VerticalRatio(measurement.Components[2])));
        Assert.Equal(ratio == 2 ? (4, 3) : (7, 5), (measurement.Components[2].BlocksWide, measurement.Components[2].BlocksHigh));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadCoefficients_ProgressiveFile_EqualsTheBaselineOne(bool subsampled)
    {
        var picture = JpegFile.Picture(35, 49);

        var baseline = JpegFile.Measure(JpegFile.Of(picture, 10, subsampled));
        var progressive = JpegFile.Measure(JpegFile.Of(picture, 10, subsampled, progressive: true));

        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(Values(baseline, i), Values(progressive, i)));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    public void ReadCoefficients_ChromaSampledLess_IsRead(int horizontal, int vertical)
    {
        var measurement = JpegFile.Measure(JpegFile.Sampled(JpegFile.Picture(40, 48), horizontal, vertical));

        var chroma = measurement.Components[1];
        Assert.Equal((horizontal, vertical), (measurement.HorizontalRatio(chroma), measurement.VerticalRatio(chroma)));
        Assert.Equal((6 / horizontal, vertical == 1 ? 5 : 3), (chroma.BlocksWide, chroma.BlocksHigh));
    }

    [Fact]
    public void ReadCoefficients_GreyFile_HasOneComponent()
    {
        var measurement = JpegFile.Measure(JpegFile.Of(JpegFile.Picture(33, 40, channels: 1)));

        Assert.Equal((5, 5), (Assert.Single(measurement.Components).BlocksWide, measurement.Components[0].BlocksHigh));
    }

    [Theory]
    [InlineData(1, 48, 40)]
    [InlineData(3, 48, 40)]
    [InlineData(6, 40, 48)]
    public void ReadCoefficients_ExifOrientation_IsKept(int orientation, int width, int height)
    {
        var measurement = JpegFile.Measure(JpegFile.Of(JpegFile.Picture(40, 48), orientation: orientation));

        Assert.Equal((orientation, 48, 40), (measurement.Orientation, measurement.Width, measurement.Height));
        Assert.Equal((width, height), (measurement.UprightWidth, measurement.UprightHeight));
    }

    [Fact]
    public void ReadCoefficients_TableSentAnewBetweenScans_KeepsTheOneOfTheFirstScan()
    {
        var file = JpegFile.Of(JpegFile.Picture(40, 48), progressive: true);
        var lastScan = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] table = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)7, 64)];

        var measurement = JpegFile.Measure([.. file[..lastScan], .. table, .. file[lastScan..]]);

        Assert.Equal(JpegFile.Measure(file).Components[0].Quantization.ToArray(), measurement.Components[0].Quantization.ToArray());
    }

    [Fact]
    public void ReadCoefficients_StrayBytesBehindTheLastScan_AreNoDamage()
    {
        var file = JpegFile.Of(JpegFile.Picture(40, 48));

        var measurement = JpegFile.Measure([.. file[..^2], 1, 2, 3, .. file[^2..]]);

        Assert.Equal(Values(JpegFile.Measure(file), 0), Values(measurement, 0));
    }

    [Fact]
    public void ReadCoefficients_Png_IsRefused() => Assert.Equal("jpeg.required", CodeFor(SmallPictures.Waves()));

    [Fact]
    public void ReadCoefficients_OtherKinds_AreRefused()
    {
        using var ink = (Image.Black(48, 48, bands: 4) + 90).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Cmyk);
        var picture = JpegFile.Picture(40, 48);
        Dictionary<string, byte[]> files = new()
        {
            ["CMYK"] = ink.JpegsaveBuffer(),
            ["RGB"] = JpegFile.Sampled(picture, 1, 1, J_COLOR_SPACE.JCS_RGB),
            ["4:1:1"] = JpegFile.Sampled(picture, 4, 1),
            ["arithmetic"] = WithFrame(0, 0xC9),
            ["lossless"] = WithFrame(0, 0xC3),
            ["12 bits"] = WithFrame(3, 12),
        };

        Assert.All(files, file => Assert.Equal("jpeg.unsupported", CodeFor(file.Value)));
    }

    [Fact]
    public void ReadCoefficients_ProgressiveFileThatLacksItsLastScan_IsRefused()
    {
        var file = JpegFile.Of(JpegFile.Picture(40, 48), progressive: true);
        var lastScan = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);

        Assert.Equal("jpeg.unsupported", CodeFor([.. file[..lastScan], 0xFF, 0xD9]));
    }

    [Fact]
    public void ReadCoefficients_CutFile_IsRefused() => Assert.Equal("image.truncated", CodeFor(JpegFile.Of(JpegFile.Picture(40, 48))[..^200]));

    [Fact]
    public void ReadCoefficients_PictureBeyondALimit_IsRefused()
    {
        var codec = new ImageCodec(new ImageLimits { MaxPixels = 40 * 47 });
        var path = _folder.Write("a.jpg", JpegFile.Of(JpegFile.Picture(40, 48)));

        var refusal = Assert.Throws<ImageRejectedException>(() => codec.ReadCoefficients(path));

        Assert.Equal("image.too_many_pixels", refusal.Code);
    }

    [Fact]
    public void ReadCoefficients_MutatedFiles_EitherPassOrAreRefused()
    {
        byte[][] originals = [JpegFile.Of(JpegFile.Picture(40, 48)), JpegFile.Of(JpegFile.Picture(40, 48), subsampled: true, progressive: true)];
        uint state = 1;
        var refused = 0;

        for (var round = 0; round < 400; round++)
        {
            var bytes = (byte[])originals[round % originals.Length].Clone();
            for (var flip = 0; flip < 3; flip++)
            {
                state = (state * 1664525) + 1013904223;
                bytes[2 + ((int)(state >> 8) % (bytes.Length - 2))] ^= (byte)(1 << (int)(state >> 5 & 7));
            }

            refused += CodeFor(bytes) is null ? 0 : 1;
        }

        Assert.InRange(refused, 40, 399);
    }

    private static short[] Values(JpegMeasurement measurement, int component) => measurement.Components[component].Coefficients.ToArray();

    /// <summary>A file whose frame header has another byte at an offset from its marker's second byte.</summary>
    private static byte[] WithFrame(int offset, byte value)
    {
        var file = JpegFile.Of(JpegFile.Picture(40, 48));
        file[file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 1 + offset] = value;
        return file;
    }

    private string? CodeFor(byte[] file)
    {
        try
        {
            _codec.ReadCoefficients(_folder.Write("a.jpg", file));
            return null;
        }
        catch (ImageRejectedException refusal)
        {
            return refusal.Code;
        }
    }
}
