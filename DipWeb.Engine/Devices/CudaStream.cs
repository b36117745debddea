using System.Runtime.InteropServices;

namespace DipWeb.Engine.Devices;

/// <summary>A queue of a GPU, as libtorch hands it around: two words in registers.</summary>
/// <remarks>TorchSharp 0.107 does not offer it; these are the functions of libtorch, under the names that GCC and Clang give them. Source: CUDAStream.h of libtorch.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct CudaStream
{
    public const string Library = "libc10_cuda";
    private const string FromPool = "_ZN3c104cuda17getStreamFromPoolEia";
    private const string CurrentOne = "_ZN3c104cuda20getCurrentCUDAStreamEa";
    private const string SetCurrent = "_ZN3c104cuda20setCurrentCUDAStreamENS0_10CUDAStreamE";
    private const string ToHandle = "_ZNK3c104cuda10CUDAStream6streamEv";
    private const sbyte CurrentDevice = -1;

    private readonly long _device;
    private readonly long _id;

    /// <summary>The names that a libtorch must have for all this.</summary>
    public static IReadOnlyList<string> Names { get; } = [FromPool, CurrentOne, SetCurrent, ToHandle];

    /// <summary>The one that this thread's operations go to.</summary>
    public static CudaStream Current => GetCurrent(CurrentDevice);

    /// <summary>The driver's name for it.</summary>
    public IntPtr Handle => HandleOf(this);

    /// <summary>One beside the usual.</summary>
    public static CudaStream Take() => GetFromPool(0, CurrentDevice);

    /// <summary>Lets this thread's operations go to it.</summary>
    public void Use() => UseAsCurrent(this);

    [DllImport(Library, EntryPoint = FromPool)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern CudaStream GetFromPool(int priority, sbyte device);

    [DllImport(Library, EntryPoint = CurrentOne)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern CudaStream GetCurrent(sbyte device);

    [DllImport(Library, EntryPoint = SetCurrent)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void UseAsCurrent(CudaStream stream);

    [DllImport(Library, EntryPoint = ToHandle)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr HandleOf(in CudaStream stream);
}
