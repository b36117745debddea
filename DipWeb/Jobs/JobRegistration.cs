using DipWeb.Images;
using DipWeb.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Quartz;

namespace DipWeb.Jobs;

public static class JobRegistration
{
    /// <summary>Name of the scheduler of this machine's one device; the container knows it under this key alone.</summary>
    internal const string Device = "device";

    /// <summary>Adds jobs and their queue. Computing them is another feature's part.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<JobEvents>();
        services.AddSingleton<JobFolder>();
        services.AddSingleton<JobStore>();
        services.AddSingleton(provider => new JobForecaster(
            provider.GetRequiredService<ImageStore>(),
            provider.GetRequiredService<MaskStore>(),
            provider.GetRequiredService<IMachine>(),
            provider.GetRequiredService<RunningJobs>(),
            provider.GetRequiredService<IOptions<JobOptions>>()));
        services.AddSingleton<JobAdmission>();
        services.AddSingleton<RunningJobs>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton(provider => new JobService(
            provider.GetRequiredService<JobStore>(),
            provider.GetRequiredService<JobAdmission>(),
            provider.GetRequiredService<JobQueue>(),
            provider.GetRequiredService<RunningJobs>(),
            provider.GetRequiredService<JobEvents>(),
            provider.GetRequiredService<JobFolder>(),
            provider.GetRequiredService<IOptions<JobOptions>>(),
            provider.GetRequiredService<ILogger<JobService>>()));
        services.AddScheduler();
        return services;
    }

    private static void AddScheduler(this IServiceCollection services)
    {
        services.AddQuartz(Device, quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(1);
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite("Data Source=quartz.db"); // the folder is known only later, see below
                store.ProvisionSchema();
                store.ConfigureStore(options =>
                {
                    options.StoreJobDataAsStrings = true;
                    options.MisfireThreshold = TimeSpan.FromDays(30); // else a job that waits counts as misfired; Quartz allows 49 days
                });
            });
        });
        services.AddOptions<DataSourceOptions>(Device)
            .PostConfigure<DataDirectory>((source, data) => source.ConnectionString = $"Data Source={data.PathOf("quartz.db")}");
        services.AddHostedService<JobReconciler>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService(provider => provider.GetRequiredService<JobQueue>());
    }
}
