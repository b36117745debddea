namespace DipWeb.Images;

/// <summary>What the HTTP interface says about a mask.</summary>
public sealed record MaskInfo
{
    public required string Id { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Share of the picture that is to be repaired, in (0, 1).</summary>
    public required double Coverage { get; init; }

    public static MaskInfo Of(StoredMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return new MaskInfo { Id = mask.Id, Width = mask.Width, Height = mask.Height, Coverage = mask.Coverage };
    }
}
