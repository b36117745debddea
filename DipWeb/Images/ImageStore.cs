using DipWeb.Engine.Diagnostics;
using DipWeb.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DipWeb.Images;

/// <summary>Keeps accepted pictures: the original bytes on disk, what they are in the database.</summary>
public sealed class ImageStore(
    DataDirectory directory, IDbContextFactory<AppDatabase> databases, ImageCodec codec, UploadSpool spool, TimeProvider clock) : IDisposable
{
    private const string Folder = "images";
    private const string Original = "original";
    private const int SqliteConstraint = 19;

    /// <summary>Enough to judge a picture by, and examined in seconds.</summary>
    private const int ExaminedSide = 1024;

    // One decode at a time: a large picture takes hundreds of megabytes.
    private readonly SemaphoreSlim _decoding = new(1);

    // One examination at a time, for it keeps a core busy; meanwhile others may decode.
    private readonly SemaphoreSlim _examining = new(1);

    /// <summary>Accepts a picture. When this returns, the file and the row are on the disk.</summary>
    /// <exception cref="ImageRejectedException">The file is no picture, damaged, or beyond a limit; nothing is left behind.</exception>
    public async Task<StoredImage> AddAsync(Stream bytes, CancellationToken cancellationToken)
    {
        using var upload = await spool.TakeAsync(bytes, cancellationToken);
        return await AddAsync(upload, cancellationToken);
    }

    /// <summary>The picture, or null when there is none with this id.</summary>
    public async Task<StoredImage?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!RandomId.IsValid(id))
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<StoredImage>().AsNoTracking().SingleOrDefaultAsync(image => image.Id == id, cancellationToken);
    }

    /// <summary>The picture.</summary>
    /// <exception cref="ImageRejectedException"><c>image.unknown</c>.</exception>
    public async Task<StoredImage> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw new ImageRejectedException("image.unknown", "There is no picture with this id.");

    /// <summary>The file with the original bytes.</summary>
    public string PathOf(string id) => RandomId.IsValid(id)
        ? directory.PathOf(Folder, id, Original)
        : throw new ArgumentException("This is no id.", nameof(id));

    /// <summary>Removes a picture and its masks.</summary>
    /// <exception cref="ImageRejectedException"><c>image.unknown</c>, or <c>image.in_use</c> while another row refers to it.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await GetAsync(id, cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var masks = await database.Set<StoredMask>().Where(mask => mask.ImageId == id).Select(mask => mask.Id).ToListAsync(cancellationToken);
        try
        {
            await database.Set<StoredImage>().Where(image => image.Id == id).ExecuteDeleteAsync(cancellationToken);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SqliteConstraint)
        {
            throw new ImageRejectedException("image.in_use", "A job uses this picture. Delete the job first.");
        }

        RemoveFolder(id);
        foreach (var mask in masks)
        {
            File.Delete(MaskStore.PathOf(directory, mask));
        }
    }

    /// <summary>A JPEG of the picture in sRGB with at most this many pixels on the longer side.</summary>
    /// <exception cref="ImageRejectedException"><c>image.unknown</c>.</exception>
    public async Task<byte[]> PreviewAsync(string id, int longestSide, CancellationToken cancellationToken)
    {
        await GetAsync(id, cancellationToken);
        return await DecodingAsync(() => codec.EncodePreview(PathOf(id), longestSide), cancellationToken);
    }

    /// <summary>What seems to be wrong with the picture, judged by its middle where it is large.</summary>
    /// <exception cref="ImageRejectedException"><c>image.unknown</c>.</exception>
    public async Task<PictureDiagnosis> DiagnoseAsync(string id, CancellationToken cancellationToken)
    {
        var image = await GetAsync(id, cancellationToken);
        return await OneAtATimeAsync(
            _examining,
            async () =>
            {
                var part = await DecodingAsync(() => codec.DecodeCentre(PathOf(id), ExaminedSide), cancellationToken);
                var isPart = part.Width < image.Width || part.Height < image.Height;
                return await Task.Run(() => PictureDiagnosis.Of(part, image.Format == "jpeg", isPart), cancellationToken);
            },
            cancellationToken);
    }

    public void Dispose()
    {
        _decoding.Dispose();
        _examining.Dispose();
    }

    internal async Task<StoredImage> AddAsync(SpooledUpload upload, CancellationToken cancellationToken)
    {
        var header = await DecodingAsync(() => codec.Inspect(upload.Path), cancellationToken);
        var image = new StoredImage
        {
            Id = RandomId.Create(),
            Width = header.Width,
            Height = header.Height,
            Channels = header.Channels,
            BitDepth = header.BitDepth,
            Format = header.Format.ToString().ToLowerInvariant(),
            HasAlpha = header.HasAlpha,
            Notes = header.Notes,
            Sha256 = upload.Sha256,
            CreatedAt = clock.GetUtcNow(),
        };
        DurableFile.Publish(upload.Path, PathOf(image.Id));
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            database.Add(image);
            await database.SaveChangesAsync(cancellationToken);
            return image;
        }
        catch
        {
            RemoveFolder(image.Id);
            throw;
        }
    }

    private void RemoveFolder(string id) => Directory.Delete(Path.GetDirectoryName(PathOf(id)) ?? PathOf(id), recursive: true);

    private Task<T> DecodingAsync<T>(Func<T> decode, CancellationToken cancellationToken) =>
        OneAtATimeAsync(_decoding, () => Task.Run(decode, cancellationToken), cancellationToken);

    private static async Task<T> OneAtATimeAsync<T>(SemaphoreSlim turn, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }
}
