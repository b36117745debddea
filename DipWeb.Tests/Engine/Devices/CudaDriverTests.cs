using System.Runtime.InteropServices;
using DipWeb.Engine.Devices;

namespace DipWeb.Tests.Engine.Devices;

public sealed class CudaDriverTests
{
    [Fact]
    public void Device_MachineWithoutADriver_IsNull()
    {
        Assert.SkipWhen(NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out _), "This machine has a driver.");

        Assert.Null(CudaDriver.Device);
    }

    [Fact]
    public void MemoryBytes_CpuComputes_IsNull()
    {
        Assert.SkipWhen(ComputeDevice.Kind == DeviceKind.Gpu, "A GPU computes.");

        Assert.Null(ComputeDevice.MemoryBytes);
        Assert.StartsWith("CPU, ", ComputeDevice.Describe(), StringComparison.Ordinal);
    }
}
