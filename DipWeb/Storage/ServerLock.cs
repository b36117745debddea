namespace DipWeb.Storage;

/// <summary>Holds the data directory for one server. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class ServerLock : IDisposable
{
    private readonly FileStream _file;

    private ServerLock(FileStream file) => _file = file;

    /// <exception cref="StartRefusedException">Another server holds the folder.</exception>
    public static ServerLock Take(DataDirectory directory)
    {
        try
        {
            return new ServerLock(new FileStream(directory.PathOf("server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new StartRefusedException(
                $"Another DipWeb server already uses the data directory {directory.Root}. Stop it, or set Storage:DataDirectory to another folder.",
                exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
