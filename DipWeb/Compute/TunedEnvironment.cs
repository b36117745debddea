namespace DipWeb.Compute;

/// <summary>The environment that a compute process is started with.</summary>
/// <remarks>
/// glibc gives every large tensor back to the kernel and faults it in again at each iteration; these settings, read at
/// process start alone, keep the memory and let idle threads sleep. docs/speed.md has the measured ratios.
/// </remarks>
internal static class TunedEnvironment
{
    public static IReadOnlyList<(string Name, string Value)> Variables { get; } =
    [
        ("MALLOC_MMAP_MAX_", "0"),
        ("MALLOC_TRIM_THRESHOLD_", "-1"),
        ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"),
        ("OMP_WAIT_POLICY", "passive"),
    ];
}
