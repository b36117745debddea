namespace DipWeb.Engine.Networks.Winograd;

/// <summary>Some rows of tiles, and where in the picture their samples and results are.</summary>
internal sealed class WinogradBand
{
    private WinogradBand(int first, int down, int height, int width)
    {
        Down = down;
        Across = Tiles(width);
        SampleRows = Places(first, down, WinogradTiles.Side, -1, row => Mirrored(row, height));
        SampleColumns = Places(0, Across, WinogradTiles.Side, -1, column => Mirrored(column, width));
        ResultRows = Places(first, down, WinogradTiles.Step, 0, row => row < height ? row : -1);
        ResultColumns = Places(0, Across, WinogradTiles.Step, 0, column => column < width ? column : -1);
    }

    /// <summary>Rows of tiles.</summary>
    public int Down { get; }

    /// <summary>Tiles in a row.</summary>
    public int Across { get; }

    /// <summary>For each of the six samples of each row of tiles, the row of the picture; -1 for none.</summary>
    public int[] SampleRows { get; }

    /// <summary>The same across.</summary>
    public int[] SampleColumns { get; }

    /// <summary>For each of the four results of each row of tiles, the row of the picture; -1 for none.</summary>
    public int[] ResultRows { get; }

    /// <summary>The same across.</summary>
    public int[] ResultColumns { get; }

    /// <summary>Divides a picture from its top to its bottom.</summary>
    /// <param name="memory">1xHxWxC.</param>
    /// <param name="tiles">At most so many in a band, but a whole row.</param>
    public static IEnumerable<WinogradBand> Divide(Tensor memory, int tiles)
    {
        var (height, width) = ((int)memory.shape[1], (int)memory.shape[2]);
        var most = Math.Max(1, tiles / Tiles(width));
        for (var first = 0; first < Tiles(height); first += most)
        {
            yield return new WinogradBand(first, Math.Min(most, Tiles(height) - first), height, width);
        }
    }

    private static int Tiles(int size) => (size + WinogradTiles.Step - 1) / WinogradTiles.Step;

    private static int[] Places(int first, int count, int side, int offset, Func<int, int> place) =>
        [.. from tile in Enumerable.Range(first, count) from index in Enumerable.Range(0, side) select place((tile * WinogradTiles.Step) + index + offset)];

    // One pixel beyond the border is seen in the mirror; what the last tile has behind that belongs to results that nobody wants.
    private static int Mirrored(int place, int size) => place < 0 ? -place : place < size ? place : place == size ? size - 2 : -1;
}
