using System.Globalization;
using System.Security.Cryptography;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Optimization;
using DipWeb.Storage;

namespace DipWeb.Compute;

/// <summary>The checkpoints of one job: two generations, each with its SHA-256 at the end, each named for attempt and iteration.</summary>
/// <remarks>The attempt in the name keeps a run that was given up for dead from overwriting what its successor wrote.</remarks>
internal static class CheckpointFiles
{
    private const int Generations = 2;
    private const string Prefix = "checkpoint-";
    private const string Extension = ".bin";

    /// <summary>Writes a checkpoint durably and removes all but the two newest.</summary>
    public static void Write(string folder, int attempt, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{attempt:D6}-{checkpoint.Iteration:D8}{Extension}"));
        DurableFile.Write(path, stream => WriteHashed(stream, checkpoint));
        foreach (var older in NewestFirst(folder).Where(file => string.CompareOrdinal(file, path) <= 0).Skip(Generations))
        {
            File.Delete(older);
        }
    }

    /// <summary>The newest whole checkpoint; null when there is none.</summary>
    public static Checkpoint? ReadNewest(string folder) =>
        NewestFirst(folder).Select(TryRead).FirstOrDefault(checkpoint => checkpoint is not null);

    /// <summary>Iteration of the newest checkpoint by its name; 0 when there is none.</summary>
    public static int NewestIteration(string folder) =>
        NewestFirst(folder).Select(path => int.Parse(Path.GetFileNameWithoutExtension(path)[^8..], CultureInfo.InvariantCulture)).FirstOrDefault();

    private static IEnumerable<string> NewestFirst(string folder) =>
        Directory.EnumerateFiles(folder, Prefix + "*" + Extension).OrderDescending(StringComparer.Ordinal);

    private static void WriteHashed(Stream stream, Checkpoint checkpoint)
    {
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            checkpoint.Write(hashed);
        }

        stream.Write(hash.Hash!); // closing the stream above finished the hash
    }

    private static Checkpoint? TryRead(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
            {
                return null;
            }

            using var stream = new MemoryStream(bytes, 0, content.Length, writable: false);
            return Checkpoint.Read(stream);
        }
        catch (Exception exception) when (exception is IOException or EngineException)
        {
            return null;
        }
    }
}
