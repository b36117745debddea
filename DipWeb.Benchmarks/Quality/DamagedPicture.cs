using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;

namespace DipWeb.Benchmarks.Quality;

/// <summary>What the product is given, and what its result is compared with.</summary>
internal sealed record DamagedPicture
{
    /// <summary>The measurement.</summary>
    public required ImageBuffer Measurement { get; init; }

    /// <summary>The clean picture.</summary>
    public required ImageBuffer Reference { get; init; }

    /// <summary>A mask whose white pixels are known; null for tasks without one.</summary>
    public string? KnownMaskPath { get; init; }

    /// <summary>Scale factor of a super-resolution.</summary>
    public int? Factor { get; init; }

    /// <summary>What one has without the product, at the reference's size: the measurement, or its bicubic enlargement.</summary>
    public required ImageBuffer Untreated { get; init; }

    public double UntreatedPsnr => Psnr.Between(Untreated, Reference);
}
