using System.Globalization;
using DipWeb.Storage;

namespace DipWeb.Jobs;

/// <summary>Where a job keeps its files.</summary>
public sealed class JobFolder(DataDirectory data)
{
    private const string Name = "jobs";

    /// <summary>The job's folder; it exists when this returns.</summary>
    /// <param name="jobId">An id that the database knows.</param>
    public string PathOf(string jobId) => Path.GetDirectoryName(data.PathOf(Name, Checked(jobId), "any"))!; // a path with three parts has a parent

    /// <summary>The result: the exact samples, as a TIFF of 32-bit floats.</summary>
    public string ResultOf(string jobId) => ResultIn(PathOf(jobId));

    /// <summary>Removes everything of the job.</summary>
    public void Delete(string jobId) => Directory.Delete(PathOf(jobId), recursive: true);

    public static string ResultIn(string folder) => Path.Combine(folder, "result.tif");

    /// <summary>The spread between seeds, samples as in the result, one plane; only there when several were averaged.</summary>
    public static string SpreadIn(string folder) => Path.Combine(folder, "spread.tif");

    /// <summary>A finished region of a run that is not at its end yet, samples as in the result.</summary>
    public static string RegionIn(string folder, int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"region-{number:D3}.tif"));

    /// <summary>The spread of a finished region.</summary>
    public static string RegionSpreadIn(string folder, int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"region-{number:D3}-spread.tif"));

    /// <summary>The newest live picture, a JPEG.</summary>
    public static string LatestFrameIn(string folder) => Path.Combine(folder, "latest.jpg");

    public static string CurveIn(string folder) => Path.Combine(folder, "curve.txt");

    /// <summary>The folder of the kept iterates; it exists when this returns.</summary>
    public static string IteratesIn(string folder) => Directory.CreateDirectory(Path.Combine(folder, "iterates")).FullName;

    public static string IterateIn(string folder, int iteration) =>
        Path.Combine(IteratesIn(folder), string.Create(CultureInfo.InvariantCulture, $"{iteration:D7}.tif"));

    private static string Checked(string jobId) =>
        RandomId.IsValid(jobId) ? jobId : throw new ArgumentException("This is no id.", nameof(jobId));
}
