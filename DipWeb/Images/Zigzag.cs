namespace DipWeb.Images;

/// <summary>The order in which JPEG writes the 64 frequencies of a block: along the antidiagonals, back and forth (ITU-T T.81, figure A.6).</summary>
internal static class Zigzag
{
    private const int Side = 8;

    private static readonly int[] Places = Walk();

    /// <summary>Index in a table of rows for the n-th value in the file.</summary>
    public static int Place(int n) => Places[n];

    private static int[] Walk() =>
    [
        .. Enumerable.Range(0, Side * Side)
            .OrderBy(place => Diagonal(place))
            .ThenBy(place => Diagonal(place) % 2 == 0 ? place % Side : place / Side),
    ];

    private static int Diagonal(int place) => (place / Side) + (place % Side);
}
