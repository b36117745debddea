namespace DipWeb.Preview;

public static class PreviewRegistration
{
    private const int LargestMessage = 4096;

    /// <summary>Adds the hub, what feeds it, and the pictures of runs.</summary>
    public static IServiceCollection AddPreview(this IServiceCollection services)
    {
        services.AddSignalR();
        services.AddSignalRCore().Services.Configure<Microsoft.AspNetCore.SignalR.HubOptions<JobsHub>>(
            options => options.MaximumReceiveMessageSize = LargestMessage);
        services.AddSingleton<FrameStore>();
        services.AddHostedService<JobTicker>();
        return services;
    }
}
