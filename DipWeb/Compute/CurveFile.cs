using System.Globalization;
using System.Text;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>The curve of a run: one line of text a point, only ever appended to.</summary>
internal sealed class CurveFile(string folder)
{
    private readonly string _path = JobFolder.CurveIn(folder);
    private readonly Lock _gate = new();
    private readonly StringBuilder _unwritten = new();

    /// <summary>Adds a point; quick, for it only reaches memory.</summary>
    public void Add(CurvePoint point)
    {
        lock (_gate)
        {
            _unwritten.Append(CultureInfo.InvariantCulture, $"{point.Iteration} {point.Loss:R} {point.Psnr:R} {point.Ssim:R} {point.Score:R} {point.EstimatedPsnr:R}\n");
        }
    }

    public void Flush()
    {
        string lines;
        lock (_gate)
        {
            lines = _unwritten.ToString();
            _unwritten.Clear();
        }

        File.AppendAllText(_path, lines);
    }

    /// <summary>The points in order. Where a run went back to a checkpoint, what it had done after it is left out.</summary>
    public static List<CurvePoint> Read(string folder)
    {
        var points = new List<CurvePoint>();
        var path = JobFolder.CurveIn(folder);
        if (!File.Exists(path))
        {
            return points;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } point)
            {
                var keep = points.FindLastIndex(earlier => earlier.Iteration < point.Iteration) + 1;
                points.RemoveRange(keep, points.Count - keep);
                points.Add(point);
            }
        }

        return points;
    }

    /// <summary>Null for a line that a crash cut short. Runs of the first version have lines without the last two numbers.</summary>
    private static CurvePoint? Parse(string line)
    {
        var words = line.Split(' ');
        return words.Length is 4 or 6
            && int.TryParse(words[0], CultureInfo.InvariantCulture, out var iteration)
            && Number(words[1]) is { } loss
                ? new CurvePoint(iteration, loss, Number(words[2]), Number(words[3]), Number(words.ElementAtOrDefault(4)), Number(words.ElementAtOrDefault(5)))
                : null;
    }

    private static double? Number(string? word) =>
        double.TryParse(word, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
