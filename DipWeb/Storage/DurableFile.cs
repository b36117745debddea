namespace DipWeb.Storage;

/// <summary>Writes files that are whole or absent, even when the power fails in between.</summary>
/// <remarks>
/// The bytes go to a temporary file beside the target, are flushed to the disk, and the file is renamed; then the folder
/// is flushed too, because on Unix the rename itself lives in the folder. A reader sees the old file or the new one.
/// </remarks>
public static class DurableFile
{
    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="write">Writes the content. When it throws, the target is untouched and the temporary file is gone.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = TemporaryBeside(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            Publish(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="cancellationToken">Leaves the target untouched.</param>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var temporary = TemporaryBeside(path);
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, useAsync: true))
            {
                await stream.WriteAsync(bytes, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            Publish(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Gives a finished file its name, durably. The file's own bytes must have been flushed to the disk already.</summary>
    /// <param name="source">A file on the same disk.</param>
    /// <param name="path">The target; it is replaced.</param>
    public static void Publish(string source, string path)
    {
        File.Move(source, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);
    }

    private static string TemporaryBeside(string path) => $"{path}.{Guid.NewGuid():N}.tmp";
}
