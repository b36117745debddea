using System.Runtime.InteropServices;
using System.Text;

namespace DipWeb.Engine.Devices;

/// <summary>What the NVIDIA driver says of its first device, by its own functions (CUDA driver API): no libtorch is needed to ask, and TorchSharp 0.107 does not tell.</summary>
internal static class CudaDriver
{
    private const int FirstDevice = 0;
    private const int Success = 0;

    private static readonly Lazy<(string Name, long MemoryBytes)?> Asked = new(Ask);

    private delegate int Initialize(uint flags);

    private delegate int ReadName([Out] byte[] name, int length, int device);

    private delegate int ReadMemory(out nuint bytes, int device);

    /// <summary>Name and memory of the device; null without a driver or a device.</summary>
    public static (string Name, long MemoryBytes)? Device => Asked.Value;

    private static (string Name, long MemoryBytes)? Ask()
    {
        const int LongestName = 256;
        var name = new byte[LongestName];
        return NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var driver)
            && Function<Initialize>(driver, "cuInit")?.Invoke(0) == Success
            && Function<ReadName>(driver, "cuDeviceGetName")?.Invoke(name, name.Length, FirstDevice) == Success
            && Function<ReadMemory>(driver, "cuDeviceTotalMem_v2") is { } readMemory
            && readMemory(out var bytes, FirstDevice) == Success
            ? (Encoding.ASCII.GetString(name).TrimEnd('\0'), (long)bytes)
            : null;
    }

    private static T? Function<T>(IntPtr driver, string name)
        where T : Delegate => NativeLibrary.TryGetExport(driver, name, out var address) ? Marshal.GetDelegateForFunctionPointer<T>(address) : null;
}
