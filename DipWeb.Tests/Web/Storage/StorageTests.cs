using DipWeb.Images;
using DipWeb.Storage;
using DipWeb.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DipWeb.Tests.Web.Storage;

public sealed class StorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PathOf_PartThatLeavesTheFolder_IsRefused()
    {
        var directory = new DataDirectory(_folder.Path);

        Assert.Throws<ArgumentException>(() => directory.PathOf("images", ".."));
        Assert.Throws<ArgumentException>(() => directory.PathOf("a/b"));
        Assert.Equal(Path.Combine(_folder.Path, "a", "b"), directory.PathOf("a", "b"));
        Assert.True(Directory.Exists(_folder.File("a")));
    }

    [Fact]
    public void DataDirectory_PlaceOfAFile_IsRefusedWithASentence()
    {
        var file = _folder.Write("taken", [1]);

        var refusal = Assert.Throws<StartRefusedException>(() => new DataDirectory(file));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ServerLock_SecondServer_IsRefusedUntilTheFirstEnds()
    {
        var directory = new DataDirectory(_folder.Path);
        var first = ServerLock.Take(directory);

        var refusal = Assert.Throws<StartRefusedException>(() => ServerLock.Take(directory));
        first.Dispose();
        ServerLock.Take(directory).Dispose();

        Assert.Contains("Another DipWeb server", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FailingWriter_LeavesTheOldFileAlone()
    {
        var path = _folder.Write("a.bin", [1, 2, 3]);

        Assert.Throws<InvalidDataException>(() => DurableFile.Write(path, stream =>
        {
            stream.WriteByte(9);
            throw new InvalidDataException();
        }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task WriteAsync_ExistingFile_IsReplaced()
    {
        var path = _folder.Write("a.bin", [1, 2, 3]);

        await DurableFile.WriteAsync(path, new byte[] { 4, 5 }, Token);

        Assert.Equal([4, 5], await File.ReadAllBytesAsync(path, Token));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Database_EveryConnection_IsDurable()
    {
        await using var server = new WebServer();
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AppDatabase>>().CreateDbContextAsync(Token);

        var journal = await database.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(Token);
        var synchronous = await database.Database.SqlQuery<int>($"SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(Token);
        var references = await database.Database.SqlQuery<int>($"SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync(Token);
        var timeout = await database.Database.SqlQuery<int>($"SELECT timeout AS Value FROM pragma_busy_timeout").SingleAsync(Token);

        Assert.Equal(("wal", 2, 1, 5000), (journal, synchronous, references, timeout));
    }

    [Fact]
    public async Task Database_Model_HasAMigrationForEveryChange()
    {
        await using var server = new WebServer();
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AppDatabase>>().CreateDbContextAsync(Token);

        Assert.False(database.Database.HasPendingModelChanges());
        Assert.Empty(await database.Database.GetPendingMigrationsAsync(Token));
    }

    [Fact]
    public async Task Database_MomentsOfDifferentOffsets_AreSortedByTheMoment()
    {
        await using var server = new WebServer();
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AppDatabase>>().CreateDbContextAsync(Token);
        var noon = new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
        database.AddRange(Row("b", noon), Row("a", new DateTimeOffset(2030, 1, 1, 13, 0, 0, TimeSpan.FromHours(9))), Row("c", noon.AddTicks(1)));
        await database.SaveChangesAsync(Token);

        var order = await database.Set<StoredImage>().OrderBy(image => image.CreatedAt).Select(image => image.Id).ToListAsync(Token);

        Assert.Equal(["a", "b", "c"], order);
    }

    [Fact]
    public async Task Server_StartedAgain_StillHasThePicture()
    {
        string id;
        await using (var first = new WebServer(new Dictionary<string, string>(), _folder.Path))
        {
            id = await first.AddImageAsync(PngFile.Grey(32, 40, (x, _) => (byte)x));
        }

        await using var second = new WebServer(new Dictionary<string, string>(), _folder.Path);
        var info = await second.Client.GetStringAsync($"/api/images/{id}/info", Token);

        Assert.Contains("\"height\":40", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_StartedAfterAKill_RemovesHalfUploads()
    {
        var half = new DataDirectory(_folder.Path).PathOf("incoming", "half.tmp");
        await File.WriteAllBytesAsync(half, [1, 2], Token);

        await using var server = new WebServer(new Dictionary<string, string>(), _folder.Path);

        Assert.False(File.Exists(half));
    }

    private static StoredImage Row(string id, DateTimeOffset moment) => new()
    {
        Id = id,
        Width = 1,
        Height = 1,
        Channels = 1,
        BitDepth = 8,
        Format = "png",
        HasAlpha = false,
        Notes = ["one", "two"],
        Sha256 = "",
        CreatedAt = moment,
    };
}
