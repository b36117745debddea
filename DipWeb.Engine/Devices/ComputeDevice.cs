using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Devices;

/// <summary>The device that the tensors live on: the first CUDA device if libtorch has one, else the CPU.</summary>
public static class ComputeDevice
{
    internal static torch.Device Current { get; } = Find();

    /// <summary>What kind of device that is.</summary>
    public static DeviceKind Kind => Current.type == DeviceType.CUDA ? DeviceKind.Gpu : DeviceKind.Cpu;

    /// <summary>Bytes of a GPU's own memory; null where the CPU computes, or where the driver does not tell.</summary>
    public static long? MemoryBytes => CudaDriver.Device is { } device && Kind == DeviceKind.Gpu ? device.MemoryBytes : null;

    /// <summary>Sets the number of threads of the CPU's operations, for the whole process.</summary>
    /// <param name="threads">At least 1; null leaves libtorch's own choice, one per core.</param>
    public static void Configure(int? threads)
    {
        if (threads is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(threads));
            torch.set_num_threads(count);
        }
    }

    /// <summary>Waits until everything that was started is done: a GPU works on while the program goes ahead. Whoever takes the time waits first.</summary>
    public static void Wait()
    {
        if (Kind == DeviceKind.Gpu)
        {
            torch.cuda.synchronize();
        }
    }

    /// <summary>Has a GPU's convolutions and products of matrices round their factors, or not, until it is told otherwise; a CPU never does.</summary>
    /// <param name="precision">What the features of networks are computed with.</param>
    /// <param name="keepsProducts">Whether products are left exact all the same, for an objective that has matrices of its own.</param>
    internal static void Round(Precision precision, bool keepsProducts)
    {
        if (Kind == DeviceKind.Gpu)
        {
            torch.backends.cudnn.allow_tf32 = precision != Precision.Full;
            torch.backends.cuda.matmul.allow_tf32 = precision != Precision.Full && !keepsProducts;
        }
    }

    /// <summary>What features are computed in: on a CPU in 32 bits whatever is wanted, for it gains nothing from fewer.</summary>
    internal static torch.ScalarType FeatureType(Precision precision) =>
        Kind == DeviceKind.Gpu && precision == Precision.BFloat16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;

    /// <summary>A GPU adds up in a fixed order, so that one seed gives one picture there too; the layers avoid what has no such order.</summary>
    private static torch.Device Find()
    {
        if (!torch.cuda.is_available())
        {
            return torch.CPU;
        }

        FixedOrder.Switch(on: true);
        return torch.CUDA;
    }

    /// <summary>The device for people, for example “CPU, 2 threads” or “NVIDIA H200”.</summary>
    public static string Describe() =>
        Kind == DeviceKind.Gpu
            ? CudaDriver.Device?.Name ?? "CUDA"
            : torch.get_num_threads() is 1 ? "CPU, 1 thread" : string.Create(CultureInfo.InvariantCulture, $"CPU, {torch.get_num_threads()} threads");
}
