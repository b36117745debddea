namespace DipWeb.Benchmarks.Quality;

/// <summary>One line of the table: a restoration, or the mean of several.</summary>
internal sealed record QualityRow
{
    /// <summary>The case, or what the mean is of.</summary>
    public required string Name { get; init; }

    /// <summary>The seed, or how many of them.</summary>
    public required string Seed { get; init; }

    /// <summary>Width, height and channels of the result.</summary>
    public string? Size { get; init; }

    public string? Network { get; init; }

    /// <summary>Device and threads; said once under the table.</summary>
    public required string Device { get; init; }

    public string? StopReason { get; init; }

    public required QualityNumbers Numbers { get; init; }

    public Published? Published { get; init; }

    /// <summary>The mean; words that are not the same in all rows are left out.</summary>
    public static QualityRow MeanOf(IReadOnlyList<QualityRow> rows, string name, string seed, Published? published)
    {
        string? Common(Func<QualityRow, string?> word) => rows.Select(word).Distinct().Count() == 1 ? word(rows[0]) : null;
        return new QualityRow
        {
            Name = name,
            Seed = seed,
            Size = Common(row => row.Size),
            Network = Common(row => row.Network),
            Device = rows[0].Device,
            StopReason = Common(row => row.StopReason),
            Numbers = QualityNumbers.MeanOf([.. rows.Select(row => row.Numbers)]),
            Published = published,
        };
    }
}
