namespace DipWeb.Compute;

/// <summary>What a compute process found itself in, read back from where it takes effect.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Allocator">The allocator settings that the C library was started with, as name=value; empty when none took effect.</param>
/// <param name="Device">The device and its threads.</param>
internal sealed record ComputeEnvironment(int ProcessId, string Allocator, string Device)
{
    private static readonly string[] Names = ["MALLOC_MMAP_MAX_", "MALLOC_TRIM_THRESHOLD_", "GLIBC_TUNABLES", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT"];

    /// <summary>The environment that this process was started with; what was set later had no effect on the allocator.</summary>
    public static string ReadAllocator()
    {
        const string StartEnvironment = "/proc/self/environ";
        if (!File.Exists(StartEnvironment))
        {
            return "";
        }

        var entries = File.ReadAllText(StartEnvironment).Split('\0');
        return string.Join(' ', entries.Where(entry => Names.Any(name => entry.StartsWith(name + "=", StringComparison.Ordinal))));
    }
}
