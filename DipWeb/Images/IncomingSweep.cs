using DipWeb.Storage;

namespace DipWeb.Images;

/// <summary>Removes what uploads left behind when the last server was killed. The server lock is held, so nobody is writing.</summary>
internal sealed class IncomingSweep(DataDirectory directory) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(UploadSpool.FolderIn(directory)))
        {
            File.Delete(file);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
