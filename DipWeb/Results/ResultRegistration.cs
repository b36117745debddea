namespace DipWeb.Results;

public static class ResultRegistration
{
    /// <summary>Adds the export of results.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services)
    {
        services.AddSingleton<ResultExporter>();
        return services;
    }
}
