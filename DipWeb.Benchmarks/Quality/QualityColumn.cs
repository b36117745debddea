namespace DipWeb.Benchmarks.Quality;

/// <summary>One column of the table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Cell">What a row says there; null for nothing.</param>
/// <param name="IsNumber">Whether it is set to the right.</param>
internal sealed record QualityColumn(string Title, Func<QualityRow, string?> Cell, bool IsNumber = true)
{
    /// <summary>A column of numbers in the invariant culture.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="format">A numeric format, for example F2.</param>
    /// <param name="number">The number; null for nothing.</param>
    public static QualityColumn Of(string title, string format, Func<QualityNumbers, double?> number) =>
        new(title, row => number(row.Numbers)?.ToString(format, CultureInfo.InvariantCulture));
}
