namespace DipWeb.Engine.Diagnostics;

/// <summary>Medians, which a few wild values do not move. The values are put into another order.</summary>
internal static class OrderStatistics
{
    /// <summary>The standard deviation of a normal distribution whose median distance from the middle is 1.</summary>
    public const double NormalScale = 1.4826;

    /// <summary>The value in the middle, the upper one of two; 0 where there is none.</summary>
    public static float Median(Span<float> values) => Quantile(values, 0.5);

    /// <summary>The value below which that share of the values lies; 0 where there is none.</summary>
    /// <param name="values">The values, without NaN.</param>
    /// <param name="share">In [0, 1].</param>
    public static float Quantile(Span<float> values, double share)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        values.Sort();
        return values[Math.Min((int)(share * values.Length), values.Length - 1)];
    }
}
