namespace DipWeb.Benchmarks.Quality;

/// <summary>Measures case after case and prints the table while it goes on.</summary>
/// <param name="options">What to measure.</param>
internal sealed class QualityReport(QualityOptions options)
{
    private readonly QualityTable _table = new(showsLuminance: options.Cases.Any(wanted => wanted.Task == "superres"));

    /// <summary>The mean over the seeds of every case that came out with all of them.</summary>
    private readonly Dictionary<QualityCase, QualityRow> _whole = [];

    /// <summary>Where the restorations were computed: one device, unless somebody changed it meanwhile.</summary>
    private readonly SortedSet<string> _devices = [];

    private bool _hasFailures;

    /// <returns>Whether every restoration came about.</returns>
    public async Task<bool> WriteAsync()
    {
        Console.WriteLine(_table.Header());
        foreach (var wanted in options.Cases)
        {
            await MeasureAsync(wanted);
        }

        WriteGroups();
        WriteRest();
        return !_hasFailures;
    }

    private async Task MeasureAsync(QualityCase wanted)
    {
        var rows = new List<QualityRow>();
        foreach (var seed in options.Seeds)
        {
            if (await TryMeasureAsync(wanted, seed) is { } row)
            {
                rows.Add(row);
                _devices.Add(row.Device);
                Console.WriteLine(_table.Line(row));
            }
        }

        if (rows.Count > 0)
        {
            var mean = QualityRow.MeanOf(rows, wanted.Name, $"mean of {rows.Count}", wanted.Published);
            if (rows.Count > 1)
            {
                Console.WriteLine(_table.Line(mean));
            }

            if (rows.Count == options.Repeat)
            {
                _whole.Add(wanted, mean);
            }
        }
    }

    private async Task<QualityRow?> TryMeasureAsync(QualityCase wanted, long seed)
    {
        var folder = Directory.CreateTempSubdirectory("dipweb-quality-");
        try
        {
            return await QualityRun.MeasureAsync(wanted, seed, options, folder.FullName);
        }
        catch (Exception exception)
        {
            // Hours of other cases must not be lost to one, whatever its trouble is.
            _hasFailures = true;
            Console.WriteLine(_table.FailedLine(wanted.Name, seed.ToString(CultureInfo.InvariantCulture), exception.Message));
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void WriteGroups()
    {
        var seed = options.Repeat > 1 ? $"mean of {options.Repeat}" : options.Seed.ToString(CultureInfo.InvariantCulture);
        foreach (var members in QualityCases.All.GroupBy(known => known.Group))
        {
            if (members.Key is { } group && members.All(_whole.ContainsKey))
            {
                var rows = members.Select(member => _whole[member]).ToList();
                Console.WriteLine(_table.Line(QualityRow.MeanOf(rows, $"mean of {group.Name}", seed, group.Published)));
            }
        }
    }

    private void WriteRest()
    {
        Console.WriteLine($"\nPreset {string.Join(", ", [options.Preset, .. options.Parameters])}.");
        Console.WriteLine($"Computed by {string.Join(", ", [.. _devices, HostMachine.Describe()])}.");
        Console.WriteLine();
        foreach (var measured in options.Cases)
        {
            Console.WriteLine($"- {measured.Name}: {measured.Meaning}");
        }

        for (var i = 0; i < _table.Notes.Count; i++)
        {
            Console.WriteLine($"{(i == 0 ? "\n" : "")}[{i + 1}] {_table.Notes[i]}  ");
        }
    }
}
