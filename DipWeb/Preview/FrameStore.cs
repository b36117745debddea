using System.Globalization;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Preview;

/// <summary>The pictures of runs: the newest of each, and the kept iterates.</summary>
public sealed class FrameStore(JobFolder folder, ImageCodec codec)
{
    /// <summary>The newest live picture, a JPEG; null when there is none yet.</summary>
    public async Task<byte[]?> ReadLatestAsync(string jobId, CancellationToken cancellationToken)
    {
        var path = JobFolder.LatestFrameIn(folder.PathOf(jobId));
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    /// <summary>The iterations whose iterates were kept, in order.</summary>
    public IReadOnlyList<int> Kept(string jobId) =>
    [
        .. Directory.EnumerateFiles(JobFolder.IteratesIn(folder.PathOf(jobId)), "*.tif")
            .Select(path => int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture))
            .Order(),
    ];

    /// <summary>A kept iterate as JPEG; null when it was not kept.</summary>
    public Task<byte[]?> ReadKeptAsync(string jobId, int iteration, int longestSide, CancellationToken cancellationToken) =>
        EncodeAsync(JobFolder.IterateIn(folder.PathOf(jobId), iteration), longestSide, cancellationToken);

    /// <summary>The result as JPEG; null while there is none.</summary>
    public Task<byte[]?> ReadResultAsync(string jobId, int longestSide, CancellationToken cancellationToken) =>
        EncodeAsync(folder.ResultOf(jobId), longestSide, cancellationToken);

    private Task<byte[]?> EncodeAsync(string path, int longestSide, CancellationToken cancellationToken) =>
        Task.Run(() => File.Exists(path) ? codec.EncodePreview(codec.ReadFloat(path), longestSide) : null, cancellationToken);
}
