using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DipWeb.Engine.Networks.Winograd;

/// <summary>A small linear map along one side of a tile, upon vectors of channels.</summary>
/// <remarks>
/// The matrices of F(4x4, 3x3), for four results of three taps from six values: A. Lavin and S. Gray, “Fast Algorithms for Convolutional Neural
/// Networks”, CVPR 2016, section 4.1.
/// </remarks>
internal unsafe interface IWinogradMap
{
    /// <summary>Values that it reads.</summary>
    static abstract int Inputs { get; }

    /// <summary>Values that it yields.</summary>
    static abstract int Outputs { get; }

    /// <summary>Whether neighbouring tiles yield parts of the same values, which are added up.</summary>
    static abstract bool AreOutputsShared { get; }

    /// <summary>Maps values that lie a stride apart.</summary>
    /// <param name="from">The first value, of sixteen channels.</param>
    /// <param name="fromStride">Numbers from one value to the next.</param>
    /// <param name="to">Where the first result goes.</param>
    /// <param name="toStride">Numbers from one result to the next.</param>
    static abstract void Apply(float* from, nint fromStride, float* to, nint toStride);
}

/// <summary>Six samples to six factors (the paper's B transposed).</summary>
internal readonly unsafe struct SamplesToFactors : IWinogradMap
{
    public static int Inputs => 6;

    public static int Outputs => 6;

    public static bool AreOutputsShared => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint fromStride, float* to, nint toStride)
    {
        var (d0, d1, d2) = (Vector512.Load(from), Vector512.Load(from + fromStride), Vector512.Load(from + (2 * fromStride)));
        var (d3, d4, d5) = (Vector512.Load(from + (3 * fromStride)), Vector512.Load(from + (4 * fromStride)), Vector512.Load(from + (5 * fromStride)));
        var (even, odd) = (d4 - (4 * d2), d3 - (4 * d1));
        var (evenOfTwo, oddOfTwo) = (d4 - d2, 2 * (d3 - d1));
        Vector512.Store((4 * d0) - (5 * d2) + d4, to);
        Vector512.Store(even + odd, to + toStride);
        Vector512.Store(even - odd, to + (2 * toStride));
        Vector512.Store(evenOfTwo + oddOfTwo, to + (3 * toStride));
        Vector512.Store(evenOfTwo - oddOfTwo, to + (4 * toStride));
        Vector512.Store((4 * d1) - (5 * d3) + d5, to + (5 * toStride));
    }
}

/// <summary>The adjoint of <see cref="SamplesToFactors"/>.</summary>
internal readonly unsafe struct FactorsToSamples : IWinogradMap
{
    public static int Inputs => 6;

    public static int Outputs => 6;

    public static bool AreOutputsShared => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint fromStride, float* to, nint toStride)
    {
        var (f0, f1, f2) = (Vector512.Load(from), Vector512.Load(from + fromStride), Vector512.Load(from + (2 * fromStride)));
        var (f3, f4, f5) = (Vector512.Load(from + (3 * fromStride)), Vector512.Load(from + (4 * fromStride)), Vector512.Load(from + (5 * fromStride)));
        var (sum, difference) = (f1 + f2, f1 - f2);
        var (sumOfTwo, differenceOfTwo) = (f3 + f4, 2 * (f3 - f4));
        Vector512.Store(4 * f0, to);
        Vector512.Store((4 * (f5 - difference)) - differenceOfTwo, to + toStride);
        Vector512.Store((-5 * f0) - (4 * sum) - sumOfTwo, to + (2 * toStride));
        Vector512.Store(difference + differenceOfTwo - (5 * f5), to + (3 * toStride));
        Vector512.Store(f0 + sum + sumOfTwo, to + (4 * toStride));
        Vector512.Store(f5, to + (5 * toStride));
    }
}

/// <summary>Six products to four results (the paper's A transposed).</summary>
internal readonly unsafe struct ProductsToResults : IWinogradMap
{
    public static int Inputs => 6;

    public static int Outputs => 4;

    public static bool AreOutputsShared => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint fromStride, float* to, nint toStride)
    {
        var (p1, p2, p3, p4) = (Vector512.Load(from + fromStride), Vector512.Load(from + (2 * fromStride)), Vector512.Load(from + (3 * fromStride)), Vector512.Load(from + (4 * fromStride)));
        var (sum, difference, sumOfTwo, differenceOfTwo) = (p1 + p2, p1 - p2, p3 + p4, p3 - p4);
        Vector512.Store(Vector512.Load(from) + sum + sumOfTwo, to);
        Vector512.Store(difference + (2 * differenceOfTwo), to + toStride);
        Vector512.Store(sum + (4 * sumOfTwo), to + (2 * toStride));
        Vector512.Store(difference + (8 * differenceOfTwo) + Vector512.Load(from + (5 * fromStride)), to + (3 * toStride));
    }
}

/// <summary>The adjoint of <see cref="ProductsToResults"/>.</summary>
internal readonly unsafe struct ResultsToProducts : IWinogradMap
{
    public static int Inputs => 4;

    public static int Outputs => 6;

    public static bool AreOutputsShared => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint fromStride, float* to, nint toStride)
    {
        var (r0, r1, r2, r3) = (Vector512.Load(from), Vector512.Load(from + fromStride), Vector512.Load(from + (2 * fromStride)), Vector512.Load(from + (3 * fromStride)));
        var (even, odd) = (r0 + r2, r1 + r3);
        var (evenOfTwo, oddOfTwo) = (r0 + (4 * r2), 2 * (r1 + (4 * r3)));
        Vector512.Store(r0, to);
        Vector512.Store(even + odd, to + toStride);
        Vector512.Store(even - odd, to + (2 * toStride));
        Vector512.Store(evenOfTwo + oddOfTwo, to + (3 * toStride));
        Vector512.Store(evenOfTwo - oddOfTwo, to + (4 * toStride));
        Vector512.Store(r3, to + (5 * toStride));
    }
}
