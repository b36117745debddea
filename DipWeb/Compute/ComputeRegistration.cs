using DipWeb.Jobs;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DipWeb.Compute;

public static class ComputeRegistration
{
    /// <summary>Adds what computes the jobs.</summary>
    public static IServiceCollection AddCompute(this IServiceCollection services)
    {
        services.AddOptions<ComputeOptions>().BindConfiguration(ComputeOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChildCompute>();
        services.AddSingleton<InProcessCompute>();
        services.AddSingleton<ICompute>(provider => provider.GetRequiredService<IOptions<ComputeOptions>>().Value.InProcess
            ? provider.GetRequiredService<InProcessCompute>()
            : provider.GetRequiredService<ChildCompute>());
        services.AddSingleton<IJobRunner, JobRunner>();
        services.AddSingleton<Machine>();
        services.AddSingleton<IMachine>(provider => provider.GetRequiredService<Machine>());
        services.AddHostedService(provider => provider.GetRequiredService<Machine>());
        return services;
    }
}
