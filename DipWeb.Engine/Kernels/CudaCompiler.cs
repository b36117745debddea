using System.Runtime.InteropServices;
using System.Text;
using DipWeb.Engine.Devices;

namespace DipWeb.Engine.Kernels;

/// <summary>CUDA's compiler for programs that are compiled where they run (NVRTC), which comes with libtorch's CUDA packages.</summary>
/// <remarks>Its library has another name in every version; libtorch's own, which needs it, has not.</remarks>
internal static class CudaCompiler
{
    private const string Library = "libcaffe2_nvrtc";
    private const int Success = 0;

    private delegate int Create(out IntPtr program, byte[] source, byte[] name, int headers, IntPtr headerSources, IntPtr headerNames);

    private delegate int Compile(IntPtr program, int count, IntPtr[] options);

    private delegate int Measure(IntPtr program, out nuint bytes);

    private delegate int Read(IntPtr program, [Out] byte[] text);

    private delegate int Destroy(ref IntPtr program);

    /// <summary>Compiles a program for the GPU at hand.</summary>
    /// <param name="source">In CUDA C++.</param>
    /// <param name="name">What the compiler calls it.</param>
    /// <param name="options">For example “--define-macro=NAME”.</param>
    /// <returns>Machine code (cubin), or what kept it from being made.</returns>
    public static (byte[]? Code, string Log) Make(string source, string name, params string[] options)
    {
        if (NativeExports.Load(Library) is not { } library
            || NativeExports.Find<Create>(library, "nvrtcCreateProgram") is not { } create
            || NativeExports.Find<Compile>(library, "nvrtcCompileProgram") is not { } compile
            || NativeExports.Find<Measure>(library, "nvrtcGetCUBINSize") is not { } measure
            || NativeExports.Find<Read>(library, "nvrtcGetCUBIN") is not { } read
            || NativeExports.Find<Measure>(library, "nvrtcGetProgramLogSize") is not { } measureLog
            || NativeExports.Find<Read>(library, "nvrtcGetProgramLog") is not { } readLog
            || NativeExports.Find<Destroy>(library, "nvrtcDestroyProgram") is not { } destroy)
        {
            return (null, "There is no compiler beside libtorch.");
        }

        if (create(out var program, Terminated(source), Terminated(name), 0, IntPtr.Zero, IntPtr.Zero) != Success)
        {
            return (null, "The compiler could not begin.");
        }

        var texts = options.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        try
        {
            return compile(program, texts.Length, texts) == Success
                ? (Content(measure, read), "")
                : (null, Encoding.UTF8.GetString(Content(measureLog, readLog)).TrimEnd('\0', '\n'));
        }
        finally
        {
            Array.ForEach(texts, Marshal.FreeCoTaskMem);
            destroy(ref program);
        }

        byte[] Content(Measure size, Read fill)
        {
            size(program, out var bytes);
            var content = new byte[bytes];
            fill(program, content);
            return content;
        }
    }

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
