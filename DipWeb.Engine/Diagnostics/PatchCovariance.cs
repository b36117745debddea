using System.Numerics;

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
            AddProducts(_deviations[i], _products.AsSpan(i * Size, Size));
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

    /// <summary>The innermost loop: row += factor * deviations.</summary>
    private void AddProducts(double factor, Span<double> row)
    {
        var j = 0;
        for (; j <= Size - Vector<double>.Count; j += Vector<double>.Count)
        {
            var products = new Vector<double>(row[j..]) + (factor * new Vector<double>(_deviations, j));
            products.CopyTo(row[j..]);
        }

        for (; j < Size; j++)
        {
            row[j] += factor * _deviations[j];
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
