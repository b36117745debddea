using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DipWeb.Engine.Devices;

namespace DipWeb.Engine.Networks.Winograd;

/// <summary>Moves tiles between a picture of features and the domain of the products, mapping them on the way.</summary>
/// <remarks>Features lie as 1xHxWxC, products as 1xRxSx36C for R rows of S tiles: the 36 positions of a tile behind one another, each with all channels.</remarks>
internal static unsafe class WinogradTiles
{
    /// <summary>Samples on a side of a tile.</summary>
    public const int Side = 6;

    /// <summary>Results on a side of a tile, and pixels from a tile to the next.</summary>
    public const int Step = 4;

    /// <summary>Products of a tile.</summary>
    public const int Positions = Side * Side;

    /// <summary>Channels that are mapped in one step; the features have a multiple of it, so that all of them begin at a line of the cache.</summary>
    public static int ChannelsAtOnce => Vector512<float>.Count;

    /// <summary>Fills products from features.</summary>
    /// <param name="features">1xHxWxC.</param>
    /// <param name="rows">For each of the map's inputs of each row of tiles, the row of the features; negative for zeros.</param>
    /// <param name="columns">The same across.</param>
    /// <param name="products">1xRxSx36C, to be written.</param>
    public static void Gather<TMap>(Tensor features, int[] rows, int[] columns, Tensor products)
        where TMap : struct, IWinogradMap
    {
        var plan = new Plan(features, products);
        ComputeThreads.Divide(plan.Blocks, (part, parts) => GatherShare<TMap>(plan, rows, columns, plan.Share(part, parts)));
    }

    /// <summary>Writes what products map to into the features, or adds it where tiles overlap.</summary>
    /// <param name="products">1xRxSx36C.</param>
    /// <param name="features">1xHxWxC.</param>
    /// <param name="rows">For each of the map's outputs of each row of tiles, the row of the features; negative for none.</param>
    /// <param name="columns">The same across.</param>
    public static void Scatter<TMap>(Tensor products, Tensor features, int[] rows, int[] columns)
        where TMap : struct, IWinogradMap
    {
        var plan = new Plan(features, products);
        ComputeThreads.Divide(plan.Blocks, (part, parts) => ScatterShare<TMap>(plan, rows, columns, plan.Share(part, parts)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherShare<TMap>(Plan plan, int[] rows, int[] columns, (int First, int Last) channels)
        where TMap : struct, IWinogradMap
    {
        var lanes = ChannelsAtOnce;
        var samples = stackalloc float[TMap.Inputs * TMap.Inputs * lanes];
        var half = stackalloc float[Side * TMap.Inputs * lanes];
        var mapped = stackalloc float[Positions * lanes];
        var pixels = stackalloc float*[TMap.Inputs * TMap.Inputs];
        for (var tile = 0; tile < plan.Tiles; tile++)
        {
            plan.Find(tile, rows, columns, TMap.Inputs, pixels);
            var products = plan.Products + ((nint)tile * Positions * plan.Channels);
            for (var channel = channels.First; channel < channels.Last; channel += lanes)
            {
                for (var index = 0; index < TMap.Inputs * TMap.Inputs; index++)
                {
                    Vector512.Store(pixels[index] == null ? Vector512<float>.Zero : Vector512.Load(pixels[index] + channel), samples + (index * lanes));
                }

                for (var x = 0; x < TMap.Inputs; x++)
                {
                    TMap.Apply(samples + (x * lanes), TMap.Inputs * lanes, half + (x * lanes), TMap.Inputs * lanes);
                }

                for (var y = 0; y < Side; y++)
                {
                    TMap.Apply(half + (y * TMap.Inputs * lanes), lanes, mapped + (y * Side * lanes), lanes);
                }

                for (var index = 0; index < Positions; index++)
                {
                    Vector512.Load(mapped + (index * lanes)).StoreAlignedNonTemporal(products + ((nint)index * plan.Channels) + channel); // a line, which need not be read first
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScatterShare<TMap>(Plan plan, int[] rows, int[] columns, (int First, int Last) channels)
        where TMap : struct, IWinogradMap
    {
        var lanes = ChannelsAtOnce;
        var half = stackalloc float[TMap.Outputs * Side * lanes];
        var mapped = stackalloc float[TMap.Outputs * TMap.Outputs * lanes];
        var pixels = stackalloc float*[TMap.Outputs * TMap.Outputs];
        for (var tile = 0; tile < plan.Tiles; tile++)
        {
            plan.Find(tile, rows, columns, TMap.Outputs, pixels);
            var products = plan.Products + ((nint)tile * Positions * plan.Channels);
            for (var channel = channels.First; channel < channels.Last; channel += lanes)
            {
                for (var x = 0; x < Side; x++)
                {
                    TMap.Apply(products + ((nint)x * plan.Channels) + channel, (nint)Side * plan.Channels, half + (x * lanes), Side * lanes);
                }

                for (var y = 0; y < TMap.Outputs; y++)
                {
                    TMap.Apply(half + (y * Side * lanes), lanes, mapped + (y * TMap.Outputs * lanes), lanes);
                }

                for (var index = 0; index < TMap.Outputs * TMap.Outputs; index++)
                {
                    if (pixels[index] != null)
                    {
                        var value = Vector512.Load(mapped + (index * lanes));
                        (TMap.AreOutputsShared ? Vector512.Load(pixels[index] + channel) + value : value).Store(pixels[index] + channel);
                    }
                }
            }
        }
    }

    /// <summary>Where the numbers lie. Threads divide the channels, so that none writes where another adds.</summary>
    private sealed class Plan
    {
        private readonly float* _features;
        private readonly int _width;

        public Plan(Tensor features, Tensor products)
        {
            Channels = (int)features.shape[3];
            _width = (int)features.shape[2];
            TilesAcross = (int)products.shape[2];
            Tiles = (int)products.shape[1] * TilesAcross;
            _features = Address(features);
            Products = Address(products);
        }

        public float* Products { get; }

        public int Channels { get; }

        public int TilesAcross { get; }

        public int Tiles { get; }

        public int Blocks => Channels / ChannelsAtOnce;

        public (int First, int Last) Share(int part, int parts) => (Start(part, parts), Start(part + 1, parts));

        /// <summary>Where the pixels of a tile begin; null for none.</summary>
        public void Find(int tile, int[] rows, int[] columns, int side, float** pixels)
        {
            var tileRows = rows.AsSpan(tile / TilesAcross * side, side);
            var tileColumns = columns.AsSpan(tile % TilesAcross * side, side);
            for (var y = 0; y < side; y++)
            {
                var row = _features + ((nint)tileRows[y] * _width * Channels);
                for (var x = 0; x < side; x++)
                {
                    *pixels++ = (tileRows[y] | tileColumns[x]) < 0 ? null : row + ((nint)tileColumns[x] * Channels);
                }
            }
        }

        private int Start(int part, int parts) => Blocks * part / parts * ChannelsAtOnce;

        private static float* Address(Tensor tensor)
        {
            using var first = tensor.view(-1).narrow(0, 0, 1);
            return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
        }
    }
}
