using System.Globalization;
using DipWeb.Engine.Imaging;
using NetVips;

namespace DipWeb.Images;

/// <summary>Shows a plane of numbers from 0 up as colours: violet, nearly black, over red to light yellow.</summary>
/// <remarks>
/// Lightness and hue rise evenly in Oklab (B. Ottosson, “A perceptual color space for image processing”, 2020), so that equal
/// steps of the number look equally large, in grey and to colour-blind eyes too.
/// </remarks>
public static class HeatMap
{
    private const int Steps = 256;
    private const double Percentile = 0.995;

    private static readonly byte[][] Colours = [.. Enumerable.Range(0, Steps).Select(step => Colour(step / (Steps - 1d)))];

    /// <summary>The number that the lightest colour stands for: 99.5 of 100 that are not 0 lie below it; 0 where all are 0.</summary>
    public static double ScaleOf(ImageBuffer plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var sorted = plane.Plane(0).ToArray().Where(value => value > 0).Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[(int)(Percentile * (sorted.Count - 1))];
    }

    /// <summary>A PNG of the plane's size.</summary>
    /// <param name="plane">One channel.</param>
    /// <param name="scale">What the lightest colour stands for, as for everything above it.</param>
    public static byte[] ToPng(ImageBuffer plane, double scale)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var values = plane.Plane(0);
        var pixels = new byte[3 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var share = scale > 0 ? Math.Clamp(values[i] / scale, 0, 1) : 0;
            Colours[(int)Math.Round(share * (Steps - 1))].CopyTo(pixels, 3 * i);
        }

        using var raw = Image.NewFromMemory(pixels, plane.Width, plane.Height, 3, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return image.PngsaveBuffer(keep: Enums.ForeignKeep.None);
    }

    /// <summary>The colour of a share of the scale, for a style sheet.</summary>
    /// <param name="share">0 to 1.</param>
    public static string CssColour(double share)
    {
        var colour = Colours[(int)Math.Round(Math.Clamp(share, 0, 1) * (Steps - 1))];
        return string.Create(CultureInfo.InvariantCulture, $"rgb({colour[0]} {colour[1]} {colour[2]})");
    }

    private static byte[] Colour(double share)
    {
        var lightness = 0.14 + (0.82 * share);
        var chroma = 0.04 + (0.15 * Math.Sin(Math.PI * Math.Pow(share, 0.9)));
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(290 + (175 * share)));
        var (a, b) = (chroma * cos, chroma * sin);
        var l = Cubed(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        var m = Cubed(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        var s = Cubed(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        return
        [
            Sample((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Sample((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Sample((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)),
        ];
    }

    private static double Cubed(double value) => value * value * value;

    /// <summary>Linear light as an 8-bit sRGB sample.</summary>
    private static byte Sample(double light)
    {
        var inside = Math.Clamp(light, 0, 1);
        return (byte)Math.Round(255 * (inside <= 0.0031308 ? 12.92 * inside : (1.055 * Math.Pow(inside, 1 / 2.4)) - 0.055));
    }
}
