using NetVips;

namespace DipWeb.Tests.TestKit;

/// <summary>Picture files small enough for a test to restore them with the networks that people use.</summary>
internal static class SmallPictures
{
    public const int Side = 64;

    /// <summary>Waves in colour, 8 bits.</summary>
    public static byte[] Waves(int width = Side, int height = Side) => PngFile.Colour(width, height, Wave);

    /// <summary>The same waves with a fixed grain on them.</summary>
    public static byte[] Noisy(int width = Side, int height = Side) =>
        PngFile.Colour(width, height, (x, y, c) => (byte)(Wave(x, y, c) + ((((x * 37) + (y * 91) + (c * 53)) % 41) - 20)));

    /// <summary>The waves without half of their pixels, which are black.</summary>
    public static byte[] HalfLost(int width = Side, int height = Side) =>
        PngFile.Colour(width, height, (x, y, c) => SyntheticDamage.Uniform((y * width) + x) < 0.5 ? (byte)0 : Wave(x, y, c));

    /// <summary>Waves in grey, 16 bits, whose lower bytes carry something.</summary>
    public static byte[] Waves16(int width = Side, int height = Side)
    {
        var samples = new ushort[width * height];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (ushort)((Wave(i % width, i / width, 0) * 256) + (i * 7 % 256));
        }

        using var raw = Image.NewFromMemory(samples, width, height, 1, Enums.BandFormat.Ushort);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Grey16);
        return image.PngsaveBuffer();
    }

    /// <summary>The waves as a JPEG that shows its blocks.</summary>
    public static byte[] Jpeg()
    {
        const int PoorQuality = 20;
        using var image = Image.NewFromBuffer(Waves());
        return image.JpegsaveBuffer(q: PoorQuality);
    }

    /// <summary>White where <see cref="IsHole"/> says so.</summary>
    public static byte[] Mask(int width = Side, int height = Side) => PngFile.Grey(width, height, (x, y) => IsHole(x, y) ? (byte)255 : (byte)0);

    /// <summary>The same hole as the papers' data would mark it: white is known.</summary>
    public static byte[] KnownMask(int width = Side, int height = Side) => PngFile.Grey(width, height, (x, y) => IsHole(x, y) ? (byte)0 : (byte)255);

    /// <summary>Share of the picture that <see cref="IsHole"/> marks.</summary>
    public static double HoleShare => 16 * 32 / (double)(Side * Side);

    public static bool IsHole(int x, int y) => x is >= 20 and < 36 && y is >= 12 and < 44;

    private static byte Wave(int x, int y, int c) => (byte)(127 + (60 * Math.Sin((x + (5 * c)) / 7d)) + (45 * Math.Cos(y / 9d)));
}
