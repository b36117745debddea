namespace DipWeb.Engine.Diagnostics;

/// <summary>A normal variable of mean m and standard deviation s after clipping to [0, 1] (Foi, Signal Processing 89(12), 2009).</summary>
internal static class ClippedNormal
{
    private const int Halvings = 40;

    /// <summary>Mean and variance of what is left after clipping.</summary>
    /// <param name="mean">m.</param>
    /// <param name="deviation">s, above 0.</param>
    public static (double Mean, double Variance) Moments(double mean, double deviation)
    {
        var (a, b) = (-mean / deviation, (1 - mean) / deviation);
        var (densityA, densityB) = (Density(a), Density(b));
        var above = 1 - Distribution(b);
        var inside = 1 - above - Distribution(a);
        var first = (mean * inside) + (deviation * (densityA - densityB)) + above;
        var second = (mean * mean * inside) + (2 * mean * deviation * (densityA - densityB))
            + (deviation * deviation * (inside + (a * densityA) - (b * densityB))) + above;
        return (first, Math.Max(second - (first * first), 0));
    }

    /// <summary>The variance after clipping, given the mean after clipping: what can be seen in a picture.</summary>
    /// <param name="clippedMean">In [0, 1].</param>
    /// <param name="deviation">s, above 0.</param>
    public static double VarianceAt(double clippedMean, double deviation)
    {
        var (low, high) = (-4 * deviation, 1 + (4 * deviation));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Moments(middle, deviation).Mean < clippedMean ? (middle, high) : (low, middle);
        }

        return Moments(low, deviation).Variance;
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Abramowitz and Stegun 26.2.17: within 7.5e-8.</summary>
    private static double Distribution(double z)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var polynomial = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        var tail = Density(z) * polynomial;
        return z > 0 ? 1 - tail : tail;
    }
}
