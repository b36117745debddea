using DipWeb.Engine.Devices;

namespace DipWeb.Compute;

/// <summary>What a compute process found itself in, read back from where it takes effect.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Allocator">The allocator settings that the C library was started with, as name=value; empty when there were none.</param>
/// <param name="KeepsMemory">Whether they took effect: a large block that was freed is used again without the kernel.</param>
/// <param name="Kind">What kind of device computes.</param>
/// <param name="Device">The device and its threads, for people.</param>
/// <param name="DeviceMemory">Bytes of the GPU's own memory; null where the CPU computes.</param>
internal sealed record ComputeEnvironment(int ProcessId, string Allocator, bool KeepsMemory, DeviceKind Kind, string Device, long? DeviceMemory)
{
    /// <summary>Sets this process up and looks at what it became.</summary>
    /// <param name="threads">Threads of the mathematics; null for one per core.</param>
    public static ComputeEnvironment Prepare(int? threads)
    {
        ComputeDevice.Configure(threads);
        return new ComputeEnvironment(
            Environment.ProcessId, ReadAllocator(), AllocatorProbe.KeepsMemory(), ComputeDevice.Kind, ComputeDevice.Describe(), ComputeDevice.MemoryBytes);
    }

    /// <summary>The environment that this process was started with; what was set later had no effect on the allocator.</summary>
    private static string ReadAllocator()
    {
        const string StartEnvironment = "/proc/self/environ";
        if (!File.Exists(StartEnvironment))
        {
            return "";
        }

        var entries = File.ReadAllText(StartEnvironment).Split('\0');
        return string.Join(' ', entries.Where(entry => TunedEnvironment.Variables.Any(known => entry.StartsWith(known.Name + "=", StringComparison.Ordinal))));
    }
}
