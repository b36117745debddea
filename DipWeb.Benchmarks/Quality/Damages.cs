using DipWeb.Engine.Imaging;
using DipWeb.Images;
using NetVips;

namespace DipWeb.Benchmarks.Quality;

/// <summary>The ways to damage a clean picture.</summary>
internal static class Damages
{
    /// <summary>Gaussian noise of 25/255, on the whole picture or on its centre.</summary>
    /// <param name="path">The clean picture.</param>
    /// <param name="side">Side of the square taken from the centre; null for the whole picture.</param>
    public static DamagedPicture Noise(string path, int? side = null)
    {
        var picture = Pictures.Read(path);
        var clean = side is { } length
            ? picture.Crop((picture.Width - length) / 2, (picture.Height - length) / 2, length, length)
            : picture;
        var noisy = GaussianNoise.AddTo(clean, 25 / 255d);
        return new DamagedPicture { Measurement = noisy, Reference = clean, Untreated = noisy };
    }

    /// <summary>Black where the mask is not white.</summary>
    public static DamagedPicture Holes(string path, string knownMaskPath)
    {
        var clean = Pictures.Read(path);
        var mask = new ImageCodec(new ImageLimits()).DecodeMask(knownMaskPath);
        var black = new ImageBuffer(clean.Channels, clean.Height, clean.Width, new float[clean.Samples.Length]);
        var holed = Inverted(mask).Composite(clean, black);
        return new DamagedPicture { Measurement = holed, Reference = clean, Untreated = holed, KnownMaskPath = knownMaskPath };
    }

    /// <summary>
    /// Reduced by libvips' Lanczos3 kernel, as the published experiments were by PIL's; the engine's operator is Lanczos2,
    /// as theirs is. Sides are first cropped to multiples of the factor.
    /// </summary>
    public static DamagedPicture Reduction(string path, int factor)
    {
        var picture = Pictures.Read(path);
        var clean = picture.Crop(0, 0, picture.Width / factor * factor, picture.Height / factor * factor);
        using var full = ImageExporter.ToVips8(clean, []);
        using var small = full.Reduce(factor, factor, kernel: Enums.Kernel.Lanczos3);
        return new DamagedPicture
        {
            Measurement = VipsPixels.ToBuffer(small), Reference = clean, Untreated = Enlarge(small, factor), Factor = factor,
        };
    }

    /// <summary>Bicubic. libvips' own resize ends up half a pixel beside the picture that was reduced, which costs half a decibel.</summary>
    private static ImageBuffer Enlarge(Image small, int factor)
    {
        var first = 0.5 - (0.5 / factor);
        using var bicubic = Interpolate.NewFromName("bicubic");
        using var enlarged = small.Affine(
            [factor, 0, 0, factor],
            interpolate: bicubic,
            idx: first,
            idy: first,
            oarea: [0, 0, small.Width * factor, small.Height * factor],
            extend: Enums.Extend.Copy);
        return VipsPixels.ToBuffer(enlarged);
    }

    /// <summary>The codec reads white as what is to be repaired; here white is known.</summary>
    private static KnownMask Inverted(KnownMask mask) =>
        new(mask.Height, mask.Width, [.. mask.Values.ToArray().Select(known => (byte)(1 - known))]);
}
