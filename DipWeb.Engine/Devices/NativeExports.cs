using System.Runtime.InteropServices;

namespace DipWeb.Engine.Devices;

/// <summary>Looks into libraries that lie beside the program's own.</summary>
internal static class NativeExports
{
    private const DllImportSearchPath Places = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    /// <summary>Whether a library is there and has all these functions.</summary>
    /// <param name="library">Its name, without an ending.</param>
    /// <param name="names">Of the functions, as the library has them.</param>
    public static bool Has(string library, params string[] names) =>
        Load(library) is { } handle && names.All(name => NativeLibrary.TryGetExport(handle, name, out _));

    /// <summary>The library, or null where there is none.</summary>
    /// <param name="library">Its name, without an ending.</param>
    public static IntPtr? Load(string library) => NativeLibrary.TryLoad(library, typeof(NativeExports).Assembly, Places, out var handle) ? handle : null;

    /// <summary>A function of a library or of those that it needs; null where there is none.</summary>
    /// <param name="library">As <see cref="Load"/> returned it.</param>
    /// <param name="name">Of the function.</param>
    /// <typeparam name="T">How it is called.</typeparam>
    public static T? Find<T>(IntPtr library, string name)
        where T : Delegate => NativeLibrary.TryGetExport(library, name, out var address) ? Marshal.GetDelegateForFunctionPointer<T>(address) : null;
}
