using DipWeb.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace DipWeb.Health;

/// <summary>Writes a byte and looks at the free space.</summary>
internal sealed class DataDirectoryCheck(DataDirectory directory, IOptions<StorageOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        try
        {
            directory.EnsureWritable();
            return directory.FreeBytes >= options.Value.MinimumFreeBytes
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The disk is full.");
        }
        catch (Exception exception) when (exception is StartRefusedException or IOException)
        {
            return HealthCheckResult.Unhealthy("The data directory cannot be written.", exception);
        }
    }
}
