namespace DipWeb.Compute;

/// <summary>The environment that a compute process is started with.</summary>
/// <remarks>
/// glibc gives every large tensor back to the kernel and faults it in again at each iteration; these settings, read at
/// process start alone, keep the memory. A thread of OpenMP that waits looks a few microseconds for work before it sleeps: not
/// at all costs a wake-up for every small operation, and for ever takes the cores from the server. docs/speed.md has the ratios.
/// </remarks>
internal static class TunedEnvironment
{
    public static IReadOnlyList<(string Name, string Value)> Variables { get; } =
    [
        ("MALLOC_MMAP_MAX_", "0"),
        ("MALLOC_TRIM_THRESHOLD_", "-1"),
        ("MALLOC_ARENA_MAX", "1"), // a thread's own arena gives blocks of more than 64 MiB back all the same
        ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"),
        ("OMP_WAIT_POLICY", "passive"),
        ("GOMP_SPINCOUNT", "10000"),
        ("TORCH_CPP_LOG_LEVEL", "ERROR"), // where NNPACK does not know the processor, libtorch says so at every small convolution
        ("DOTNET_TieredPGO", "0"), // counting what is called how costs the start of a process more than a run gains from it
        ("CUBLAS_WORKSPACE_CONFIG", ":4096:8"), // without it, matrix products on a GPU are not the same twice
    ];
}
