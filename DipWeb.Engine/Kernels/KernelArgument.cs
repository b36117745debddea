using System.Runtime.InteropServices;

namespace DipWeb.Engine.Kernels;

/// <summary>What a kernel is given: the address of a tensor's values, or a number.</summary>
internal readonly struct KernelArgument
{
    private KernelArgument(ulong word) => Word = word;

    /// <summary>What is shorter lies in its first bytes.</summary>
    public ulong Word { get; }

    public static implicit operator KernelArgument(Tensor tensor) => new((ulong)AddressOf(tensor.Handle));

    public static implicit operator KernelArgument(int number) => new((uint)number);

    public static implicit operator KernelArgument(float number) => new(BitConverter.SingleToUInt32Bits(number));

    /// <remarks>TorchSharp 0.107 hands the address out for tensors of a CPU alone; this is its own function behind that.</remarks>
    [DllImport("LibTorchSharp", EntryPoint = "THSTensor_data")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern nuint AddressOf(IntPtr tensor);
}
