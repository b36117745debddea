using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace DipWeb.Storage;

/// <summary>Lets the migration command build the model without starting the server.</summary>
internal sealed class AppDatabaseDesignFactory : IDesignTimeDbContextFactory<AppDatabase>
{
    public AppDatabase CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<AppDatabase>().UseSqlite("Data Source=:memory:").Options);
}
