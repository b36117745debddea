using DipWeb.Engine.Imaging;
using DipWeb.Images;
using NetVips;

namespace DipWeb.Benchmarks.Quality;

/// <summary>The ways to damage a clean picture, and the two pictures that came damaged. A side takes the square in the middle.</summary>
internal static class Damages
{
    /// <summary>Gaussian noise, its standard deviation given in 1/255.</summary>
    public static DamagedPicture Noise(string path, double deviation, int? side = null) =>
        Change(path, side, clean => GaussianNoise.AddTo(clean, deviation / 255));

    /// <summary>Photons counted at each sample, so many where the picture is white.</summary>
    public static DamagedPicture Photons(string path, double photons, int side) =>
        Change(path, side, clean => PhotonNoise.Count(clean, photons));

    /// <summary>Gaussian noise that neighbours share, its standard deviation given in 1/255.</summary>
    public static DamagedPicture CorrelatedNoise(string path, double deviation, int side) =>
        Change(path, side, clean => Quality.CorrelatedNoise.AddTo(clean, deviation / 255));

    public static DamagedPicture Shuffled(string path, int block, int side) =>
        Change(path, side, clean => BlockShuffle.Of(clean, block));

    /// <summary>White letters across the middle. A mask that marks a box around them goes along.</summary>
    public static DamagedPicture Marked(string path, double opacity, int? side = null)
    {
        var clean = Pictures.Centre(Pictures.Read(path), side);
        return Of(clean, SemiTransparentMark.On(clean, (float)opacity)) with { Known = SemiTransparentMark.Box(clean) };
    }

    public static DamagedPicture SaltAndPepper(string path, double share, int side) =>
        Change(path, side, clean => ImpulseNoise.SaltAndPepper(clean, share));

    public static DamagedPicture RandomValues(string path, double share, int side) =>
        Change(path, side, clean => ImpulseNoise.RandomValues(clean, share));

    /// <summary>Single pixels lost. No mask goes along: the task finds them.</summary>
    public static DamagedPicture MissingPixels(string path, double share) =>
        Change(path, null, clean => LostPixels.Blacken(clean, LostPixels.Scattered(clean, share)));

    public static DamagedPicture LostRows(string path, double share, int side) =>
        Change(path, side, clean => LostPixels.Blacken(clean, LostPixels.Rows(clean, share)));

    public static DamagedPicture LostEveryOtherRow(string path, int side) =>
        Change(path, side, clean => LostPixels.Blacken(clean, LostPixels.EveryOtherRow(clean)));

    /// <summary>Each row moved sideways, by up to that many pixels.</summary>
    public static DamagedPicture ShiftedRows(string path, int reach, int side)
    {
        var picture = Pictures.Read(path);
        return Of(Pictures.Centre(picture, side), RowShift.OfCentre(picture, side, reach));
    }

    /// <summary>Black where the mask is not white. The mask goes along.</summary>
    /// <param name="path">The clean picture.</param>
    /// <param name="knownMaskPath">The mask.</param>
    /// <param name="side">Of the square in the middle; null for all.</param>
    /// <param name="deviation">Standard deviation of Gaussian noise elsewhere, in 1/255; 0 for none.</param>
    public static DamagedPicture Holes(string path, string knownMaskPath, int? side = null, double deviation = 0)
    {
        var clean = Pictures.Centre(Pictures.Read(path), side);
        var known = KnownWhereWhite(Pictures.Centre(Pictures.Read(knownMaskPath), side));
        var seen = deviation == 0 ? clean : GaussianNoise.AddTo(clean, deviation / 255);
        var black = new ImageBuffer(clean.Channels, clean.Height, clean.Width, new float[clean.Samples.Length]);
        return Of(clean, known.Composite(seen, black)) with { Known = known };
    }

    /// <summary>As <see cref="Reduction"/>, and a share of the small picture's rows lost. A mask that marks them goes along.</summary>
    public static DamagedPicture ReductionWithLostRows(string path, int factor, double deviation, double share)
    {
        var (clean, small) = Reduce(path, factor, deviation);
        var known = LostPixels.Rows(small, share);
        var holed = LostPixels.Blacken(small, known);
        return Of(clean, holed) with { Untreated = Enlarge(holed, factor), Factor = factor, Known = known };
    }

    /// <summary>
    /// Reduced by libvips' Lanczos3 kernel, as the published experiments were by PIL's; the engine's operator is Lanczos2,
    /// as theirs is. Sides are first cropped to multiples of the factor.
    /// </summary>
    /// <param name="path">The clean picture.</param>
    /// <param name="factor">How many times smaller.</param>
    /// <param name="deviation">Standard deviation of Gaussian noise upon the small picture, in 1/255; 0 for none.</param>
    public static DamagedPicture Reduction(string path, int factor, double deviation = 0)
    {
        var (clean, small) = Reduce(path, factor, deviation);
        return Of(clean, small) with { Untreated = Enlarge(small, factor), Factor = factor };
    }

    public static DamagedPicture Compression(string path, int quality)
    {
        var clean = Pictures.Read(path);
        var (file, decoded) = Pictures.Jpeg(clean, quality);
        return new DamagedPicture { Measurement = file, Reference = clean, Untreated = decoded };
    }

    /// <summary>A picture that came damaged, so that nothing can be measured but time.</summary>
    public static DamagedPicture AsItIs(string path, string? guidePath = null) =>
        new() { Measurement = Pictures.AsItIs(path), Untreated = Pictures.Read(path), GuidePath = guidePath };

    private static (ImageBuffer Clean, ImageBuffer Small) Reduce(string path, int factor, double deviation)
    {
        var picture = Pictures.Read(path);
        var clean = picture.Crop(0, 0, picture.Width / factor * factor, picture.Height / factor * factor);
        using var full = ImageExporter.ToVips8(clean, []);
        using var reduced = full.Reduce(factor, factor, kernel: Enums.Kernel.Lanczos3);
        var small = VipsPixels.ToBuffer(reduced);
        return (clean, deviation == 0 ? small : GaussianNoise.AddTo(small, deviation / 255));
    }

    /// <summary>Bicubic. libvips' own resize ends up half a pixel beside the picture that was reduced, which costs half a decibel.</summary>
    private static ImageBuffer Enlarge(ImageBuffer small, int factor)
    {
        var first = 0.5 - (0.5 / factor);
        using var bicubic = Interpolate.NewFromName("bicubic");
        using var source = ImageExporter.ToVips8(small, []);
        using var enlarged = source.Affine(
            [factor, 0, 0, factor],
            interpolate: bicubic,
            idx: first,
            idy: first,
            oarea: [0, 0, small.Width * factor, small.Height * factor],
            extend: Enums.Extend.Copy);
        return VipsPixels.ToBuffer(enlarged);
    }

    private static DamagedPicture Change(string path, int? side, Func<ImageBuffer, ImageBuffer> damage)
    {
        var clean = Pictures.Centre(Pictures.Read(path), side);
        return Of(clean, damage(clean));
    }

    private static DamagedPicture Of(ImageBuffer clean, ImageBuffer damaged) =>
        new() { Measurement = Pictures.Png(damaged), Reference = clean, Untreated = damaged };

    private static KnownMask KnownWhereWhite(ImageBuffer mask) =>
        new(mask.Height, mask.Width, [.. mask.Plane(0).ToArray().Select(grey => grey >= 128 / 255f ? (byte)1 : (byte)0)]);
}
