using System.Runtime.InteropServices;

namespace DipWeb.Engine.Devices;

/// <summary>Has libtorch choose algorithms that add up in a fixed order, so that one seed gives one picture on a GPU too.</summary>
/// <remarks>
/// TorchSharp 0.107 does not offer the switch (PyTorch's use_deterministic_algorithms); these are the functions of libtorch behind it, under the names
/// that GCC and Clang give them. Operations without such an algorithm go on as they are, and the layers avoid them.
/// </remarks>
internal static class FixedOrder
{
    private const string Libtorch = "libtorch_cpu"; // the context of every device lies there

    /// <summary>Whether it is switched on; false where libtorch cannot be asked.</summary>
    public static bool IsOn => OperatingSystem.IsLinux() && IsDeterministic(GlobalContext());

    /// <summary>Switches it on or off for the whole process; does nothing but on Linux, or where libtorch has no such functions.</summary>
    public static void Switch(bool on)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            SetDeterministicAlgorithms(GlobalContext(), on, warnOnly: true);
            SetFillUninitializedMemory(GlobalContext(), false); // nothing here reads what it did not write
        }
        catch (EntryPointNotFoundException)
        {
            // Another libtorch: two runs of one seed may differ in their last bits there.
        }
    }

    [DllImport(Libtorch, EntryPoint = "_ZN2at13globalContextEv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr GlobalContext();

    [DllImport(Libtorch, EntryPoint = "_ZN2at7Context26setDeterministicAlgorithmsEbb")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void SetDeterministicAlgorithms(IntPtr context, [MarshalAs(UnmanagedType.I1)] bool isOn, [MarshalAs(UnmanagedType.I1)] bool warnOnly);

    [DllImport(Libtorch, EntryPoint = "_ZN2at7Context39setDeterministicFillUninitializedMemoryEb")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void SetFillUninitializedMemory(IntPtr context, [MarshalAs(UnmanagedType.I1)] bool isOn);

    [DllImport(Libtorch, EntryPoint = "_ZNK2at7Context23deterministicAlgorithmsEv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    [return: MarshalAs(UnmanagedType.I1)]
    private static extern bool IsDeterministic(IntPtr context);
}
