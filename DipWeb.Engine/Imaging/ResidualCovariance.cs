namespace DipWeb.Engine.Imaging;

/// <summary>How a residual varies together with itself some pixels away, region by region: cloth differs from sky.</summary>
/// <remarks>
/// A region is a tile with its eight neighbours. Where it has few pairs of known pixels, the covariance of all regions, scaled
/// to the variance of the region, speaks for it: it counts like <see cref="PriorPairs"/> of its own. Tiles far from every lost pixel are left out.
/// </remarks>
internal sealed class ResidualCovariance
{
    private const int Tile = 32; // pixels a side
    private const double PriorPairs = 1000;

    private readonly KnownMask _known;
    private readonly IReadOnlyList<float[]> _residuals;
    private readonly int _reach;
    private readonly int _rows;
    private readonly int _columns;
    private readonly bool[] _isNear; // per tile: whether its region has lost pixels
    private readonly double[][] _regions; // per tile, by Place

    /// <param name="known">1 = known.</param>
    /// <param name="residuals">Per channel, 0 at lost pixels; the channels count together.</param>
    /// <param name="reach">The largest distance in each direction, pixels.</param>
    public ResidualCovariance(KnownMask known, IReadOnlyList<float[]> residuals, int reach)
    {
        (_known, _residuals, _reach) = (known, residuals, reach);
        (_rows, _columns) = ((known.Height + Tile - 1) / Tile, (known.Width + Tile - 1) / Tile);
        var tiles = _rows * _columns;
        _isNear = TilesNearLostPixels();
        _regions = [.. Enumerable.Range(0, tiles).Select(_ => new double[Places])];
        var products = Offsets.ToDictionary(offset => offset, offset => Products(offset.Y, offset.X));
        var variances = products[(0, 0)];
        var total = Mean(variances) ?? 0;
        foreach (var (dy, dx) in Offsets)
        {
            var correlation = total == 0 ? 0 : (Mean(products[(dy, dx)]) ?? Separable(products, dy, Math.Abs(dx))) / total;
            foreach (var tile in Enumerable.Range(0, tiles).Where(tile => _isNear[tile]))
            {
                var (sum, pairs) = InRegion(products[(dy, dx)], tile);
                var (squares, pixels) = InRegion(variances, tile);
                var prior = pixels == 0 ? 0 : correlation * squares / pixels;
                var value = (sum + (PriorPairs * prior)) / (pairs + PriorPairs);
                _regions[tile][Place(dy, dx)] = value;
                _regions[tile][Place(-dy, -dx)] = value;
            }
        }
    }

    /// <summary>Half of the plane of offsets: the other half is its mirror image.</summary>
    private IEnumerable<(int Y, int X)> Offsets =>
        from dy in Enumerable.Range(0, _reach + 1)
        from dx in Enumerable.Range(-_reach, (2 * _reach) + 1)
        select (dy, dx);

    private int Places => ((2 * _reach) + 1) * ((2 * _reach) + 1);

    /// <summary>The covariances in the region of a pixel, to be read at <see cref="Place"/>.</summary>
    public double[] Around(int y, int x) => _regions[(y / Tile * _columns) + (x / Tile)];

    /// <summary>Where the covariance of two pixels stands that are so far from each other.</summary>
    public int Place(int dy, int dx) => ((dy + _reach) * ((2 * _reach) + 1)) + dx + _reach;

    /// <summary>Over all tiles; null where there is no pair.</summary>
    private static double? Mean((double Sum, double Pairs)[] products)
    {
        var pairs = products.Sum(tile => tile.Pairs);
        return pairs == 0 ? null : products.Sum(tile => tile.Sum) / pairs;
    }

    private bool[] TilesNearLostPixels()
    {
        var hasLost = new bool[_rows * _columns];
        for (var i = 0; i < _known.Values.Length; i++)
        {
            hasLost[(i / _known.Width / Tile * _columns) + (i % _known.Width / Tile)] |= _known.Values[i] == 0;
        }

        return [.. hasLost.Select((_, tile) => RegionOf(tile).Any(near => hasLost[near]))];
    }

    /// <summary>
    /// Of every second row alone, no pair is an odd number of rows apart: across the rows the residual is then taken to vary as along them,
    /// and in both directions independently.
    /// </summary>
    private static double Separable(Dictionary<(int Y, int X), (double Sum, double Pairs)[]> products, int dy, int dx)
    {
        var down = Mean(products[(dy, 0)]) ?? Mean(products[(0, dy)]) ?? 0;
        var along = Mean(products[(0, dx)]) ?? Mean(products[(dx, 0)]) ?? 0;
        return down * along / (Mean(products[(0, 0)]) ?? 1);
    }

    /// <summary>Per tile: the products of the residual with itself so far away, and between how many known pixels.</summary>
    private (double Sum, double Pairs)[] Products(int dy, int dx)
    {
        var tiles = new (double Sum, double Pairs)[_rows * _columns];
        var (left, right) = (Math.Max(0, -dx), _known.Width - Math.Max(0, dx));
        for (var y = 0; y < _known.Height - dy; y++)
        {
            for (var column = 0; column < _columns; column++)
            {
                var from = Math.Max(left, column * Tile);
                var length = Math.Min(right, (column + 1) * Tile) - from;
                if (length > 0 && _isNear[(y / Tile * _columns) + column])
                {
                    Add(ref tiles[(y / Tile * _columns) + column], (y * _known.Width) + from, ((y + dy) * _known.Width) + from + dx, length);
                }
            }
        }

        return tiles;
    }

    /// <summary>The products of a run of samples in a row with one in another place.</summary>
    private void Add(ref (double Sum, double Pairs) tile, int one, int other, int length)
    {
        for (var i = 0; i < length; i++)
        {
            tile.Pairs += _known.Values[one + i] & _known.Values[other + i];
        }

        foreach (var residual in _residuals)
        {
            for (var i = 0; i < length; i++)
            {
                tile.Sum += residual[one + i] * residual[other + i];
            }
        }
    }

    private (double Sum, double Pairs) InRegion((double Sum, double Pairs)[] products, int tile)
    {
        var (sum, pairs) = (0d, 0d);
        foreach (var near in RegionOf(tile))
        {
            sum += products[near].Sum;
            pairs += products[near].Pairs;
        }

        return (sum, pairs);
    }

    /// <summary>The tile and its neighbours.</summary>
    private IEnumerable<int> RegionOf(int tile)
    {
        var (row, column) = (tile / _columns, tile % _columns);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(_rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(_columns - 1, column + 1); x++)
            {
                yield return (y * _columns) + x;
            }
        }
    }
}
