namespace DipWeb.Benchmarks.Quality;

/// <summary>The Markdown table, line by line as the results come.</summary>
internal sealed class QualityTable
{
    private readonly List<string> _notes = [];
    private readonly List<QualityColumn> _columns;

    /// <summary>Chooses the columns.</summary>
    /// <param name="showsLuminance">Whether to have those of super-resolution.</param>
    public QualityTable(bool showsLuminance)
    {
        _columns =
        [
            new("Case", row => row.Name, IsNumber: false),
            new("Seed", row => row.Seed),
            new("Size", row => row.Size, IsNumber: false),
            new("Network", row => row.Network, IsNumber: false),
            QualityColumn.Of("Seconds", "F1", numbers => numbers.Seconds),
            QualityColumn.Of("Iterations", "F0", numbers => numbers.Iterations),
            QualityColumn.Of("Iterations/s", "F1", numbers => numbers.IterationsPerSecond),
            QualityColumn.Of("Best iteration", "F0", numbers => numbers.BestIteration),
            new("Stop reason", row => row.StopReason, IsNumber: false),
            QualityColumn.Of("PSNR before", "F2", numbers => numbers.UntreatedPsnr),
            QualityColumn.Of("PSNR", "F2", numbers => numbers.Psnr),
            QualityColumn.Of("SSIM", "F4", numbers => numbers.Ssim),
            QualityColumn.Of("Estimated PSNR", "F2", numbers => numbers.EstimatedPsnr),
            .. showsLuminance ? LuminanceColumns() : [],
            new("Published", PublishedCell),
        ];
    }

    /// <summary>The notes that the lines so far refer to, the first one being number 1.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public string Header()
    {
        var rule = string.Concat(_columns.Select(column => column.IsNumber ? "---:|" : "---|"));
        return $"{Line(_columns.Select(column => column.Title))}\n|{rule}";
    }

    public string Line(QualityRow row) => Line(_columns.Select(column => column.Cell(row) ?? "–"));

    /// <summary>The line of a restoration that did not come about.</summary>
    public string FailedLine(string name, string seed, string reason)
    {
        var sentence = reason.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
        return Line([name, seed, $"FAILED: {sentence}", .. Enumerable.Repeat("", _columns.Count - 3)]);
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static IEnumerable<QualityColumn> LuminanceColumns() =>
    [
        QualityColumn.Of("Y-PSNR before", "F2", numbers => numbers.UntreatedLuminancePsnr),
        QualityColumn.Of("Y-PSNR", "F2", numbers => numbers.LuminancePsnr),
    ];

    private string? PublishedCell(QualityRow row)
    {
        if (row.Published is not { } published)
        {
            return null;
        }

        if (!_notes.Contains(published.Note))
        {
            _notes.Add(published.Note);
        }

        var reference = $"[{_notes.IndexOf(published.Note) + 1}]";
        return published.Psnr is { } psnr
            ? string.Create(CultureInfo.InvariantCulture, $"{(published.IsLuminance ? "Y " : "")}{psnr:F2} {reference}")
            : $"see {reference}";
    }
}
