using Microsoft.EntityFrameworkCore;

namespace DipWeb.Storage;

/// <summary>The one database. A feature adds its rows by an entity configuration in its own folder and asks for Set&lt;T&gt;().</summary>
public sealed class AppDatabase(DbContextOptions<AppDatabase> options) : DbContext(options)
{
    /// <summary>Name of the database file in the data directory.</summary>
    public const string FileName = "dipweb.db";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDatabase).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }
}
