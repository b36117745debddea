using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DipWeb.Storage;

public static class StorageRegistration
{
    /// <summary>Adds the data directory and the database. Register it first: it starts before all other services.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new DataDirectory(provider.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory));
        services.AddDbContextFactory<AppDatabase>((provider, options) => options
            .UseSqlite($"Data Source={provider.GetRequiredService<DataDirectory>().PathOf(AppDatabase.FileName)}")
            .AddInterceptors(new DurableConnectionInterceptor()));
        services.AddHostedService<StorageStartup>();
        return services;
    }
}
