using System.ComponentModel.DataAnnotations;

namespace DipWeb.Images;

/// <summary>What an uploaded picture may cost. All of it is checked before a pixel is decoded.</summary>
public sealed class ImageLimits
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Images";

    /// <summary>Largest file.</summary>
    /// <value>Default: 100 MB.</value>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 100_000_000;

    /// <summary>Largest width times height.</summary>
    /// <value>Default: 50 million.</value>
    [Range(1, 500_000_000)]
    public long MaxPixels { get; set; } = 50_000_000;

    /// <summary>Longest side in pixels.</summary>
    /// <value>Default: 30,000.</value>
    [Range(1, 1_000_000)]
    public int MaxSide { get; set; } = 30_000;

    /// <summary>Shortest side in pixels; a network has nothing to learn from less.</summary>
    /// <value>Default: 16.</value>
    [Range(1, 1024)]
    public int MinSide { get; set; } = 16;

    /// <summary>Scans of a progressive JPEG; each costs a pass over the whole picture.</summary>
    /// <value>Default: 100.</value>
    [Range(1, 10_000)]
    public int MaxScans { get; set; } = 100;

    /// <summary>Threads of libvips for one picture.</summary>
    /// <value>Default: 2.</value>
    [Range(1, 64)]
    public int DecodeThreads { get; set; } = 2;
}
