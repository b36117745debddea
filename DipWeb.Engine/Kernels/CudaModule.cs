using System.Collections.Concurrent;
using System.Text;
using DipWeb.Engine.Devices;

namespace DipWeb.Engine.Kernels;

/// <summary>Compiled kernels on the GPU that libtorch computes with, started by the driver's own functions (CUDA driver API).</summary>
internal sealed unsafe class CudaModule
{
    private const int Success = 0;
    private const int MajorVersionOfDevice = 75; // CUdevice_attribute
    private const int MinorVersionOfDevice = 76;

    private readonly IntPtr _context;
    private readonly IntPtr _module;
    private readonly FindFunction _find;
    private readonly SetContext _setContext;
    private readonly StartFunction _start;
    private readonly ConcurrentDictionary<string, IntPtr> _functions = new();

    private CudaModule(IntPtr context, IntPtr module, FindFunction find, SetContext setContext, StartFunction start) =>
        (_context, _module, _find, _setContext, _start) = (context, module, find, setContext, start);

    private delegate int GetAttribute(out int value, int attribute, int device);

    private delegate int GetContext(out IntPtr context);

    private delegate int SetContext(IntPtr context);

    private delegate int LoadCode(out IntPtr module, byte[] code);

    private delegate int FindFunction(out IntPtr function, IntPtr module, byte[] name);

    private delegate int StartFunction(
        IntPtr function, uint blocks, uint rowsOfBlocks, uint layersOfBlocks, uint threads, uint rowsOfThreads, uint layersOfThreads, uint sharedBytes, IntPtr stream, void** arguments, void** extra);

    /// <summary>Compiles kernels and brings them onto the GPU.</summary>
    /// <param name="source">In CUDA C++; the kernels are extern "C".</param>
    /// <param name="name">What the compiler calls it.</param>
    /// <param name="macros">Names that are defined.</param>
    /// <returns>The kernels, or why there are none.</returns>
    public static (CudaModule? Module, string WhyNot) Load(string source, string name, params string[] macros)
    {
        if (NativeExports.Load(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1") is not { } driver
            || NativeExports.Find<GetAttribute>(driver, "cuDeviceGetAttribute") is not { } getAttribute
            || NativeExports.Find<GetContext>(driver, "cuCtxGetCurrent") is not { } getContext
            || NativeExports.Find<SetContext>(driver, "cuCtxSetCurrent") is not { } setContext
            || NativeExports.Find<LoadCode>(driver, "cuModuleLoadData") is not { } load
            || NativeExports.Find<FindFunction>(driver, "cuModuleGetFunction") is not { } find
            || NativeExports.Find<StartFunction>(driver, "cuLaunchKernel") is not { } start)
        {
            return (null, "The driver lacks a function.");
        }

        ComputeDevice.Wait(); // after which libtorch's context is this thread's
        if (getContext(out var context) != Success || context == IntPtr.Zero
            || getAttribute(out var major, MajorVersionOfDevice, 0) != Success || getAttribute(out var minor, MinorVersionOfDevice, 0) != Success)
        {
            return (null, "The driver does not tell what the GPU is.");
        }

        var (code, log) = CudaCompiler.Make(
            source, name, [string.Create(CultureInfo.InvariantCulture, $"--gpu-architecture=sm_{major}{minor}"), .. macros.Select(macro => $"--define-macro={macro}")]);
        return code is null ? (null, log)
            : load(out var module, code) != Success ? (null, "The driver does not take the code.")
            : (new CudaModule(context, module, find, setContext, start), "");
    }

    /// <summary>Starts a kernel behind what this thread has started before.</summary>
    /// <param name="kernel">Its name.</param>
    /// <param name="blocks">How many blocks of threads there are, and how many rows of blocks.</param>
    /// <param name="threads">Of a block.</param>
    /// <param name="arguments">In the order that the kernel declares, each of the type that it declares.</param>
    public void Start(string kernel, (int Across, int Down) blocks, int threads, params ReadOnlySpan<KernelArgument> arguments)
    {
        var function = _functions.GetOrAdd(kernel, Find);
        Check(_setContext(_context), kernel); // a thread of libtorch's way back may have none yet
        fixed (KernelArgument* words = arguments)
        {
            var addresses = stackalloc void*[arguments.Length];
            for (var argument = 0; argument < arguments.Length; argument++)
            {
                addresses[argument] = words + argument;
            }

            Check(_start(function, (uint)blocks.Across, (uint)blocks.Down, 1, (uint)threads, 1, 1, 0, CudaStream.Current.Handle, addresses, null), kernel);
        }
    }

    private static void Check(int result, string kernel)
    {
        if (result != Success)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The GPU's driver answers {result} to the kernel “{kernel}”."));
        }
    }

    private IntPtr Find(string kernel)
    {
        Check(_find(out var function, _module, Encoding.ASCII.GetBytes(kernel + '\0')), kernel);
        return function;
    }
}
