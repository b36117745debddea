using DipWeb.Engine.Imaging;
using DipWeb.Storage;
using Microsoft.EntityFrameworkCore;

namespace DipWeb.Images;

/// <summary>Keeps accepted masks as 8-bit grey PNG files: white = repair.</summary>
public sealed class MaskStore(
    DataDirectory directory, IDbContextFactory<AppDatabase> databases, ImageStore images, ImageCodec codec, UploadSpool spool, TimeProvider clock)
{
    /// <summary>Accepts a mask for a picture. When this returns, the file and the row are on the disk.</summary>
    /// <exception cref="ImageRejectedException">
    /// The picture is unknown, the file is no PNG or damaged, the sizes differ (<c>mask.size_mismatch</c>), or the mask is
    /// empty (<c>mask.empty</c>) or covers everything (<c>mask.nothing_known</c>).
    /// </exception>
    public async Task<StoredMask> AddAsync(string imageId, Stream png, CancellationToken cancellationToken)
    {
        using var upload = await spool.TakeAsync(png, cancellationToken);
        return await AddAsync(imageId, upload, cancellationToken);
    }

    /// <summary>The mask, or null when there is none with this id.</summary>
    public async Task<StoredMask?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!RandomId.IsValid(id))
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<StoredMask>().AsNoTracking().SingleOrDefaultAsync(mask => mask.Id == id, cancellationToken);
    }

    /// <summary>The mask.</summary>
    /// <exception cref="ImageRejectedException"><c>mask.unknown</c>.</exception>
    public async Task<StoredMask> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw new ImageRejectedException("mask.unknown", "There is no mask with this id.");

    /// <summary>The stored PNG.</summary>
    public string PathOf(string id) => PathOf(directory, id);

    /// <summary>The parts of its picture that a mask is about; none for the whole picture.</summary>
    /// <exception cref="ImageRejectedException">The stored file cannot be read any more.</exception>
    public Task<IReadOnlyList<RegionOfInterest>> RegionsOfAsync(StoredMask mask, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Task.Run(() => RegionsOfInterest.Of(codec.DecodeMask(PathOf(mask.Id))), cancellationToken);
    }

    internal static string PathOf(DataDirectory directory, string id) => RandomId.IsValid(id)
        ? directory.PathOf("masks", $"{id}.png")
        : throw new ArgumentException("This is no id.", nameof(id));

    internal async Task<StoredMask> AddAsync(string imageId, SpooledUpload upload, CancellationToken cancellationToken)
    {
        var image = await images.GetAsync(imageId, cancellationToken);
        var painted = await Task.Run(() => Read(upload.Path, image), cancellationToken);
        var mask = new StoredMask
        {
            Id = RandomId.Create(),
            ImageId = image.Id,
            Width = painted.Width,
            Height = painted.Height,
            Coverage = painted.HoleShare,
            CreatedAt = clock.GetUtcNow(),
        };
        ImageCodec.WriteMask(PathOf(mask.Id), painted);
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            database.Add(mask);
            await database.SaveChangesAsync(cancellationToken);
            return mask;
        }
        catch
        {
            File.Delete(PathOf(mask.Id));
            throw;
        }
    }

    private KnownMask Read(string path, StoredImage image)
    {
        var header = codec.InspectMask(path);
        if (header.Width != image.Width || header.Height != image.Height)
        {
            throw new ImageRejectedException(
                "mask.size_mismatch",
                $"The mask has {header.Width} x {header.Height} pixels, the picture {image.Width} x {image.Height}. They must be the same.")
            { Limit = $"{image.Width}x{image.Height}", Actual = $"{header.Width}x{header.Height}" };
        }

        var mask = codec.DecodeMask(path);
        if (mask.HoleCount == 0)
        {
            throw new ImageRejectedException("mask.empty", "Nothing is painted. Paint at least one pixel to repair.") { Limit = 1, Actual = 0 };
        }

        return mask.KnownCount > 0
            ? mask
            : throw new ImageRejectedException("mask.nothing_known", "Everything is painted, so nothing is left to learn from.")
            { Limit = mask.HoleCount - 1, Actual = mask.HoleCount };
    }
}
