using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;

namespace DipWeb.Benchmarks.Quality;

/// <summary>What the product is given, and what its result is compared with.</summary>
internal sealed record DamagedPicture
{
    /// <summary>The measurement.</summary>
    public required PictureFile Measurement { get; init; }

    /// <summary>The clean picture; null where nobody has it.</summary>
    public ImageBuffer? Reference { get; init; }

    /// <summary>Which pixels are known, for the tasks that are told; null for those without a mask.</summary>
    public KnownMask? Known { get; init; }

    /// <summary>The picture that guides the restoration; null for tasks without one.</summary>
    public string? GuidePath { get; init; }

    /// <summary>Scale factor of a super-resolution.</summary>
    public int? Factor { get; init; }

    /// <summary>What one has without the product, at the result's size: the measurement, or its bicubic enlargement.</summary>
    public required ImageBuffer Untreated { get; init; }

    public double? UntreatedPsnr => Reference is null ? null : Psnr.Between(Untreated, Reference);

    /// <summary>PSNR of the luminance, as super-resolution is published: without a border as wide as the factor; null for other tasks.</summary>
    public double? LuminancePsnrOf(ImageBuffer estimate) =>
        Factor is { } factor && Reference is not null ? LuminancePsnr.Between(estimate, Reference, factor) : null;
}
