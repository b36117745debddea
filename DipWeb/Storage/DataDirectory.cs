using System.Buffers;

namespace DipWeb.Storage;

/// <summary>The folder that holds everything durable. Every path in it is built here, from parts the server chose.</summary>
public sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\:\0");

    /// <summary>Creates the folder if it is missing.</summary>
    /// <param name="root">The folder; empty means DipWeb in the user's local application data.</param>
    /// <exception cref="StartRefusedException">The folder cannot be created.</exception>
    public DataDirectory(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = Path.GetFullPath(root.Length > 0 ? root : DefaultRoot());
        try
        {
            CreateFolder(Root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data directory {Root} cannot be created: {exception.Message}", exception);
        }
    }

    /// <summary>Full path of the folder.</summary>
    public string Root { get; }

    /// <summary>Free bytes for this user on the disk that holds the folder.</summary>
    public long FreeBytes => new DriveInfo(Root).AvailableFreeSpace;

    /// <summary>The full path of a file in the folder; its parent folder exists when this returns.</summary>
    /// <param name="parts">Names below the root. Each must be one plain name: a separator or ".." is a fault of the caller.</param>
    public string PathOf(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (part is "" or "." or ".." || part.AsSpan().ContainsAny(NotInNames))
            {
                throw new ArgumentException("A part of a path is one plain name.", nameof(parts));
            }
        }

        var path = Path.Combine([Root, .. parts]);
        CreateFolder(Path.GetDirectoryName(path) ?? Root);
        return path;
    }

    /// <summary>Writes and removes a small file.</summary>
    /// <exception cref="StartRefusedException">The folder cannot be written.</exception>
    public void EnsureWritable()
    {
        try
        {
            var probe = PathOf($".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data directory {Root} cannot be written: {exception.Message}", exception);
        }
    }

    private static string DefaultRoot() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "DipWeb");

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }
}
