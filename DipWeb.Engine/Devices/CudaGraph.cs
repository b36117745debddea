using System.Runtime.InteropServices;
using TorchSharp;

namespace DipWeb.Engine.Devices;

/// <summary>Operations on a GPU that were recorded once, and are started together from then on, on the same memory.</summary>
/// <remarks>
/// TorchSharp 0.107 does not offer what PyTorch calls torch.cuda.CUDAGraph; these are the functions of libtorch behind it, under the names that GCC and
/// Clang give them. What is recorded may neither wait for the device nor copy from the host. Source: CUDAGraph.h of libtorch;
/// called in 2.11 so far. Where a name is missing, nothing is recorded.
/// </remarks>
internal sealed class CudaGraph : IDisposable
{
    private const string Libtorch = "libtorch_cuda";
    private const string Construct = "_ZN2at4cuda9CUDAGraphC1Eb";
    private const string Destroy = "_ZN2at4cuda9CUDAGraphD1Ev";
    private const string BeginCapture = "_ZN2at4cuda9CUDAGraph13capture_beginESt4pairIyyE21cudaStreamCaptureMode";
    private const string EndCapture = "_ZN2at4cuda9CUDAGraph11capture_endEv";
    private const string Start = "_ZN2at4cuda9CUDAGraph6replayEv";
    private const int Size = 4096; // bytes of the native object; it has some hundreds
    private const int RelaxedMode = 2; // other threads may allocate meanwhile

    private static readonly Lazy<bool> Availability = new(IsThere);

    private IntPtr _native = Marshal.AllocHGlobal(Size);

    private CudaGraph()
    {
        Marshal.Copy(new byte[Size], 0, _native, Size);
        ConstructAt(_native, false);
    }

    /// <summary>Whether there is a GPU, and a libtorch that can record.</summary>
    public static bool IsAvailable => Availability.Value;

    /// <summary>Runs operations once as they are, which readies everything that they need, and a second time to record them.</summary>
    /// <param name="operations">The same ones each time. Their tensors belong to a dispose scope of their own.</param>
    /// <param name="keep">Is handed what the recorded ones made. What it does not keep, the recording uses again and again for itself.</param>
    /// <typeparam name="T">What the operations make.</typeparam>
    public static CudaGraph Record<T>(Func<T> operations, Action<T> keep)
    {
        torch.cuda.synchronize();
        var usual = CudaStream.Current;
        CudaStream.Take().Use(); // the usual one cannot be recorded
        try
        {
            Alone(operations, _ => { });
            torch.cuda.synchronize();
            var graph = new CudaGraph();
            BeginCaptureOf(graph._native, 0, 0, RelaxedMode);
            Alone(operations, keep);
            EndCaptureOf(graph._native);
            torch.cuda.synchronize();
            return graph;
        }
        finally
        {
            usual.Use();
        }
    }

    /// <summary>Starts the recorded operations.</summary>
    public void Replay() => StartAll(_native);

    public void Dispose()
    {
        if (_native == IntPtr.Zero)
        {
            return;
        }

        torch.cuda.synchronize();
        DestroyAt(_native);
        Marshal.FreeHGlobal(_native);
        _native = IntPtr.Zero;
    }

    private static void Alone<T>(Func<T> operations, Action<T> keep)
    {
        using var scope = torch.NewDisposeScope();
        keep(operations());
    }

    private static bool IsThere() => ComputeDevice.Kind == DeviceKind.Gpu
        && OperatingSystem.IsLinux()
        && NativeExports.Has(Libtorch, Construct, Destroy, BeginCapture, EndCapture, Start)
        && NativeExports.Has(CudaStream.Library, [.. CudaStream.Names]);

    [DllImport(Libtorch, EntryPoint = Construct)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void ConstructAt(IntPtr graph, [MarshalAs(UnmanagedType.I1)] bool keepsDescription);

    [DllImport(Libtorch, EntryPoint = Destroy)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void DestroyAt(IntPtr graph);

    [DllImport(Libtorch, EntryPoint = BeginCapture)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void BeginCaptureOf(IntPtr graph, ulong pool, ulong poolOfUser, int mode);

    [DllImport(Libtorch, EntryPoint = EndCapture)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void EndCaptureOf(IntPtr graph);

    [DllImport(Libtorch, EntryPoint = Start)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void StartAll(IntPtr graph);
}
