namespace DipWeb.Engine.Specs;

/// <summary>Which pixels of a measurement are to be believed, and who says so.</summary>
/// <remarks>A mask that comes with the request always counts: what it marks is never believed.</remarks>
public abstract record KnownPixels
{
    private KnownPixels()
    {
    }

    /// <summary>Every pixel, except those that a mask marks.</summary>
    public sealed record All : KnownPixels;

    /// <summary>A mask must come with the request.</summary>
    public sealed record Painted : KnownPixels;

    /// <summary>Pixels were lost at random and hold one value in all channels.</summary>
    /// <param name="Value">That value, peak 1; null to look for it.</param>
    public sealed record LostValue(double? Value) : KnownPixels;

    /// <summary>Pixels that stand out from their neighbourhood are damaged: salt and pepper, dead pixels.</summary>
    public sealed record Impulses : KnownPixels;

    /// <summary>Rows without relation to the rows around them are lost.</summary>
    public sealed record Rows : KnownPixels;

    /// <summary>Lost rows, or every second one where the picture is interlaced: whichever the picture shows.</summary>
    public sealed record RowsOrFields : KnownPixels;

    /// <summary>Every second row was not measured.</summary>
    /// <param name="KeepsEven">Whether rows 0, 2, 4... are the measured ones.</param>
    public sealed record EverySecondRow(bool KeepsEven) : KnownPixels;
}
