using System.ComponentModel.DataAnnotations;

namespace DipWeb.Storage;

/// <summary>Where the application keeps everything it must not lose.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Storage";

    /// <summary>Folder for the database, pictures, checkpoints and results.</summary>
    /// <value>Default: empty, which means the folder DipWeb in the user's local application data.</value>
    public string DataDirectory { get; set; } = "";

    /// <summary>Uploads are refused and the server is not ready while the disk has fewer free bytes than this.</summary>
    /// <value>Default: 1 GiB.</value>
    [Range(0, long.MaxValue)]
    public long MinimumFreeBytes { get; set; } = 1L << 30;
}
