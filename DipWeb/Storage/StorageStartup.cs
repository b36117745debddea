using Microsoft.EntityFrameworkCore;

namespace DipWeb.Storage;

/// <summary>Claims the data directory and brings the database to the current shape before any other service starts.</summary>
internal sealed class StorageStartup(DataDirectory directory, IDbContextFactory<AppDatabase> databases) : IHostedLifecycleService, IDisposable
{
    private ServerLock? _lock;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        directory.EnsureWritable();
        _lock = ServerLock.Take(directory);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
        await EnsureDurableAsync(database, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>SQLite keeps its old settings silently where the file system cannot do better, so they are read back.</summary>
    private async Task EnsureDurableAsync(AppDatabase database, CancellationToken cancellationToken)
    {
        var journal = await database.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(cancellationToken);
        var synchronous = await database.Database.SqlQuery<int>($"SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(cancellationToken);
        if (journal != "wal" || synchronous < 2)
        {
            throw new StartRefusedException(
                $"The database in {directory.Root} cannot be made durable (journal {journal}, synchronous {synchronous}). Use a folder on a local disk.");
        }
    }
}
