using System.Security.Cryptography;
using DipWeb.Storage;
using Microsoft.Extensions.Options;

namespace DipWeb.Images;

/// <summary>Takes bytes from a stranger into a temporary file, stopping at the limit.</summary>
public sealed class UploadSpool(DataDirectory directory, IOptions<ImageLimits> limits, IOptions<StorageOptions> storage)
{
    private const string Folder = "incoming";
    private const int ChunkLength = 1 << 16;

    /// <exception cref="ImageRejectedException"><c>upload.too_large</c> or <c>storage.full</c>.</exception>
    public async Task<SpooledUpload> TakeAsync(Stream bytes, CancellationToken cancellationToken)
    {
        EnsureRoom();
        var path = directory.PathOf(Folder, $"{RandomId.Create()}.tmp");
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, ChunkLength, useAsync: true);
            var digest = await CopyAsync(bytes, file, cancellationToken);
            await WriteAsync(() =>
            {
                file.Flush(flushToDisk: true);
                return ValueTask.CompletedTask;
            });
            return new SpooledUpload(path, digest);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public static ImageRejectedException TooLarge(long limit, long actual) =>
        new("upload.too_large", $"The file is too large; at most {limit / 1e6:0.#} MB are accepted.") { Limit = limit, Actual = actual };

    internal static string FolderIn(DataDirectory directory) => Path.GetDirectoryName(directory.PathOf(Folder, "any")) ?? directory.Root;

    private void EnsureRoom()
    {
        if (directory.FreeBytes < storage.Value.MinimumFreeBytes)
        {
            throw Full();
        }
    }

    private ImageRejectedException Full() =>
        new("storage.full", "The server's disk is full. Nothing is lost; try again when there is room.")
        { Limit = storage.Value.MinimumFreeBytes, Actual = directory.FreeBytes };

    private async Task<string> CopyAsync(Stream source, FileStream target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[ChunkLength];
        var total = 0L;
        int length;
        while ((length = await source.ReadAsync(chunk, cancellationToken)) > 0)
        {
            total += length;
            if (total > limits.Value.MaxBytes)
            {
                throw TooLarge(limits.Value.MaxBytes, total);
            }

            hash.AppendData(chunk, 0, length);
            await WriteAsync(() => target.WriteAsync(chunk.AsMemory(0, length), cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A fault while writing is the disk's; one while reading is the sender's.</summary>
    private async Task WriteAsync(Func<ValueTask> write)
    {
        try
        {
            await write();
        }
        catch (IOException)
        {
            throw Full();
        }
    }
}
