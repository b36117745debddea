namespace DipWeb.Engine.Imaging;

/// <summary>One component of a JPEG as it stands in the file: quantized DCT coefficients and the table they were divided by.</summary>
/// <remarks>
/// Coefficient (v, u) of the block in row b and column a, v being the vertical frequency, stands at index
/// ((b * BlocksWide + a) * 8 + v) * 8 + u. The arrays are not copied and are shared with the caller: treat them as immutable.
/// </remarks>
public sealed class JpegComponent
{
    /// <summary>Samples on a side of a block.</summary>
    public const int BlockSide = 8;

    private const int BlockLength = BlockSide * BlockSide;

    private readonly int[] _quantization;
    private readonly short[] _coefficients;

    /// <summary>Wraps the values of a component.</summary>
    /// <param name="horizontalSampling">Horizontal sampling factor, 1 to 4.</param>
    /// <param name="verticalSampling">Vertical sampling factor, 1 to 4.</param>
    /// <param name="blocksWide">Blocks in a row, at least 1.</param>
    /// <param name="blocksHigh">Rows of blocks, at least 1.</param>
    /// <param name="quantization">64 steps from 1 to 65535, row after row (not in zigzag order).</param>
    /// <param name="coefficients">64 quantized coefficients for each block.</param>
    /// <exception cref="ArgumentException">A value is out of its range, or an array has the wrong length.</exception>
    public JpegComponent(
        int horizontalSampling, int verticalSampling, int blocksWide, int blocksHigh, int[] quantization, short[] coefficients)
    {
        ArgumentNullException.ThrowIfNull(quantization);
        ArgumentNullException.ThrowIfNull(coefficients);
        CheckSampling(horizontalSampling, nameof(horizontalSampling));
        CheckSampling(verticalSampling, nameof(verticalSampling));
        ArgumentOutOfRangeException.ThrowIfLessThan(blocksWide, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocksHigh, 1);
        if (quantization.Length != BlockLength || quantization.AsSpan().ContainsAnyExceptInRange(1, ushort.MaxValue))
        {
            throw new ArgumentException($"A quantization table has {BlockLength} steps from 1 to {ushort.MaxValue}.", nameof(quantization));
        }

        if ((long)blocksWide * blocksHigh * BlockLength != coefficients.LongLength)
        {
            throw new ArgumentException(
                $"{blocksWide}x{blocksHigh} blocks need {(long)blocksWide * blocksHigh * BlockLength} coefficients, got {coefficients.LongLength}.", nameof(coefficients));
        }

        HorizontalSampling = horizontalSampling;
        VerticalSampling = verticalSampling;
        BlocksWide = blocksWide;
        BlocksHigh = blocksHigh;
        _quantization = quantization;
        _coefficients = coefficients;
    }

    /// <summary>Horizontal sampling factor: columns of this component relate to those of another as the two factors do.</summary>
    public int HorizontalSampling { get; }

    /// <summary>Vertical sampling factor.</summary>
    public int VerticalSampling { get; }

    /// <summary>Blocks in a row, without those that only fill up a minimum coded unit.</summary>
    public int BlocksWide { get; }

    /// <summary>Rows of blocks, without those that only fill up a minimum coded unit.</summary>
    public int BlocksHigh { get; }

    /// <summary>The 64 quantization steps, row after row, for coefficients of samples from 0 to 255.</summary>
    public ReadOnlySpan<int> Quantization => _quantization;

    /// <summary>All quantized coefficients, block after block.</summary>
    public ReadOnlySpan<short> Coefficients => _coefficients;

    /// <summary>Some of the blocks.</summary>
    /// <param name="left">First column of blocks.</param>
    /// <param name="top">First row of blocks.</param>
    /// <param name="wide">Blocks in a row.</param>
    /// <param name="high">Rows of blocks.</param>
    internal JpegComponent Blocks(int left, int top, int wide, int high)
    {
        var coefficients = new short[wide * high * BlockLength];
        for (var row = 0; row < high; row++)
        {
            Coefficients.Slice((((top + row) * BlocksWide) + left) * BlockLength, wide * BlockLength).CopyTo(coefficients.AsSpan(row * wide * BlockLength));
        }

        return new JpegComponent(HorizontalSampling, VerticalSampling, wide, high, _quantization, coefficients);
    }

    private static void CheckSampling(int factor, string name)
    {
        if (factor is < 1 or > 4)
        {
            throw new ArgumentOutOfRangeException(name, factor, "A sampling factor is between 1 and 4.");
        }
    }
}
