using System.Numerics;
using System.Runtime.CompilerServices;

namespace DipWeb.Engine.Diagnostics;

/// <summary>The covariance of 7x7 patches after their own means are taken away, summed up patch by patch.</summary>
internal sealed class PatchCovariance
{
    /// <summary>Rows and columns of a patch.</summary>
    public const int Side = 7;

    /// <summary>Samples of a patch.</summary>
    public const int Size = Side * Side;

    private readonly double[] _sum = new double[Size];
    private readonly double[] _products = new double[Size * Size];
    private readonly double[] _deviations = new double[Size];

    /// <summary>Patches so far.</summary>
    public int Count { get; private set; }

    /// <summary>Takes one patch in.</summary>
    /// <param name="patch">49 samples.</param>
    /// <param name="mean">Their mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it has its hundred thousand calls before the runtime would have found that out
    public void Add(ReadOnlySpan<float> patch, double mean)
    {
        Count++;
        for (var i = 0; i < Size; i++)
        {
            _deviations[i] = patch[i] - mean;
            _sum[i] += _deviations[i];
        }

        for (var i = 0; i < Size; i++)
        {
            AddProducts(_deviations[i], _deviations.AsSpan(0, i + 1), _products.AsSpan(i * Size, i + 1));
        }
    }

    /// <summary>
    /// The variance that every direction shares: the mean of the small eigenvalues. The largest are dropped until mean and
    /// median of the others agree.
    /// </summary>
    public double NoiseVariance()
    {
        var covariance = new double[Size, Size];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                covariance[i, j] = covariance[j, i] = (_products[(i * Size) + j] / Count) - (_sum[i] / Count * (_sum[j] / Count));
            }
        }

        // Without its mean a patch has one direction less.
        var values = SymmetricMatrix.Eigenvalues(covariance).AsSpan(1);
        var kept = values.Length;
        while (kept > 1 && Mean(values[..kept]) > values[kept / 2])
        {
            kept--;
        }

        return Math.Max(Mean(values[..kept]), 0);
    }

    /// <summary>The innermost loop: row += factor * deviations, up to the diagonal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts(double factor, ReadOnlySpan<double> deviations, Span<double> row)
    {
        var j = 0;
        for (; j <= row.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            var products = new Vector<double>(row[j..]) + (factor * new Vector<double>(deviations[j..]));
            products.CopyTo(row[j..]);
        }

        for (; j < row.Length; j++)
        {
            row[j] += factor * deviations[j];
        }
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
