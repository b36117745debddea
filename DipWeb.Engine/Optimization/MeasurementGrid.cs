using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Operators;

namespace DipWeb.Engine.Optimization;

/// <summary>The cells in which the measurement is compared: its pixels, or its blocks where pixels were shuffled within them.</summary>
/// <remarks>Pixels of the extension are mirror images: what is held out in the picture must be held out there too, or the fit would see it.</remarks>
internal sealed class MeasurementGrid
{
    private readonly NetworkPadding _padding;
    private readonly int _block;
    private readonly bool _believesExtension;

    /// <param name="padding">The extension.</param>
    /// <param name="known">Pixels to believe; null: all.</param>
    /// <param name="block">Side of the cells.</param>
    /// <param name="believesExtension">Whether a mirror image of the measurement would have been measured as the mirror image: not where places were mixed up.</param>
    public MeasurementGrid(NetworkPadding padding, KnownMask? known, int block, bool believesExtension)
    {
        (_padding, _block, _believesExtension) = (padding, block, believesExtension);
        var pixels = known ?? new KnownMask(padding.PictureHeight, padding.PictureWidth, [.. Enumerable.Repeat((byte)1, padding.PictureHeight * padding.PictureWidth)]);
        Known = block == 1 ? pixels : BlocksOf(pixels, block);
    }

    /// <summary>The cells of the picture without its extension: 1 = believed.</summary>
    public KnownMask Known { get; }

    /// <summary>The same cells with other pixels to believe.</summary>
    public MeasurementGrid With(KnownMask known) => new(_padding, known, _block, _believesExtension);

    private int Rows => _padding.Height / _block;

    private int Columns => _padding.Width / _block;

    /// <summary>The measurement in its cells.</summary>
    /// <param name="extended">1xCxHxW, with its extension.</param>
    public Tensor Reduce(Tensor extended)
    {
        if (_block == 1)
        {
            return extended;
        }

        using var blocks = new BlockMeanOperator(_block, _padding.Inside());
        return blocks.Apply(extended);
    }

    /// <summary>Cells of the picture as places among all cells.</summary>
    /// <param name="cells">Places in <see cref="Known"/>.</param>
    public IReadOnlyList<int> Places(IReadOnlyList<int> cells) =>
        [.. cells.Select(cell => (((cell / Known.Width) + (_padding.Top / _block)) * Columns) + (cell % Known.Width) + (_padding.Left / _block))];

    /// <summary>1 where the fit believes the measurement, 1x1xhxw; null where it believes all of it.</summary>
    /// <param name="heldOut">Places in <see cref="Known"/> that it shall not see.</param>
    public Tensor? Believed(IReadOnlyList<int> heldOut)
    {
        if (Known.HoleCount == 0 && heldOut.Count == 0 && _believesExtension)
        {
            return null;
        }

        var believed = Known.Values.ToArray();
        foreach (var cell in heldOut)
        {
            believed[cell] = 0;
        }

        var cells = new KnownMask(Known.Height, Known.Width, believed);
        return TensorImage.ToTensor(_believesExtension ? _padding.Extend(cells) : Surrounded(cells), ComputeDevice.Current);
    }

    /// <summary>A block is known where all of its pixels are.</summary>
    private static KnownMask BlocksOf(KnownMask pixels, int block)
    {
        var (rows, columns) = ((pixels.Height + block - 1) / block, (pixels.Width + block - 1) / block);
        var known = new byte[rows * columns];
        known.AsSpan().Fill(1);
        for (var i = 0; i < pixels.Values.Length; i++)
        {
            known[(i / pixels.Width / block * columns) + (i % pixels.Width / block)] &= pixels.Values[i];
        }

        return new KnownMask(rows, columns, known);
    }

    /// <summary>Nothing is known of the extension.</summary>
    private KnownMask Surrounded(KnownMask cells)
    {
        var known = new byte[Rows * Columns];
        for (var row = 0; row < cells.Height; row++)
        {
            cells.Values.Slice(row * cells.Width, cells.Width).CopyTo(known.AsSpan(((row + (_padding.Top / _block)) * Columns) + (_padding.Left / _block)));
        }

        return new KnownMask(Rows, Columns, known);
    }
}
