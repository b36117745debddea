namespace DipWeb.Benchmarks.Quality;

/// <summary>What somebody else published, to be held against ours as far as the note allows.</summary>
/// <param name="Note">Where the figure stands, and what differs between their measurement and ours.</param>
internal sealed record Published(string Note)
{
    /// <summary>PSNR in decibels of the same picture damaged alike; null where no such figure is known, and the note alone speaks.</summary>
    public double? Psnr { get; init; }

    /// <summary>Whether it is the PSNR of the luminance.</summary>
    public bool IsLuminance { get; init; }
}
