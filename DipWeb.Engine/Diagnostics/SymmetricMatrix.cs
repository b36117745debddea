using System.Runtime.CompilerServices;

namespace DipWeb.Engine.Diagnostics;

/// <summary>Eigenvalues of small symmetric matrices, by cyclic Jacobi rotations.</summary>
internal static class SymmetricMatrix
{
    private const int Sweeps = 30;

    /// <summary>The eigenvalues in ascending order.</summary>
    /// <param name="matrix">n x n; overwritten.</param>
    public static double[] Eigenvalues(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        for (var sweep = 0; sweep < Sweeps && OffDiagonal(matrix) > 1e-9 * Trace(matrix); sweep++)
        {
            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    Rotate(matrix, p, q);
                }
            }
        }

        var values = new double[n];
        for (var i = 0; i < n; i++)
        {
            values[i] = matrix[i, i];
        }

        Array.Sort(values);
        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rotate(double[,] matrix, int p, int q)
    {
        if (matrix[p, q] == 0)
        {
            return;
        }

        var theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        var tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        for (var k = 0; k < matrix.GetLength(0); k++)
        {
            var (a, b) = (matrix[k, p], matrix[k, q]);
            (matrix[k, p], matrix[k, q]) = ((cosine * a) - (sine * b), (sine * a) + (cosine * b));
        }

        for (var k = 0; k < matrix.GetLength(0); k++)
        {
            var (a, b) = (matrix[p, k], matrix[q, k]);
            (matrix[p, k], matrix[q, k]) = ((cosine * a) - (sine * b), (sine * a) + (cosine * b));
        }
    }

    private static double OffDiagonal(double[,] matrix)
    {
        var largest = 0.0;
        for (var p = 0; p < matrix.GetLength(0); p++)
        {
            for (var q = p + 1; q < matrix.GetLength(0); q++)
            {
                largest = Math.Max(largest, Math.Abs(matrix[p, q]));
            }
        }

        return largest;
    }

    private static double Trace(double[,] matrix)
    {
        var sum = 0.0;
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            sum += Math.Abs(matrix[i, i]);
        }

        return sum;
    }
}
