using DipWeb.Jobs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DipWeb.Health;

/// <summary>Whether a compute process starts on this machine.</summary>
internal sealed class ComputeCheck(IMachine machine) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var report = await machine.ReportAsync(cancellationToken);
        return report.Problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy(report.Description);
    }
}
