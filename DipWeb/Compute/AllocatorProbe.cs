using System.Globalization;
using System.Runtime.InteropServices;

namespace DipWeb.Compute;

/// <summary>Finds out whether the C library keeps a block that was freed, instead of giving it back to the kernel.</summary>
internal static class AllocatorProbe
{
    private const int Bytes = 65 << 20; // a thread's own arena holds no block beyond 64 MiB
    private const int Page = 4096;
    private const int MinorFaults = 7; // field of the statistics, counted after the name in brackets

    /// <summary>Whether a second block comes from the memory of the first; false where that cannot be seen.</summary>
    public static bool KeepsMemory()
    {
        const string Statistics = "/proc/thread-self/stat"; // other threads find pages of their own meanwhile
        if (!File.Exists(Statistics))
        {
            return false;
        }

        Touch(Statistics);
        return Touch(Statistics) < Bytes / Page / 2;
    }

    /// <summary>How many pages the kernel had to find for a block that is written once.</summary>
    private static long Touch(string statistics)
    {
        var before = Faults(statistics);
        var block = Marshal.AllocHGlobal(Bytes); // malloc
        for (var offset = 0; offset < Bytes; offset += Page)
        {
            Marshal.WriteByte(block, offset, 1);
        }

        Marshal.FreeHGlobal(block);
        return Faults(statistics) - before;
    }

    private static long Faults(string statistics)
    {
        var text = File.ReadAllText(statistics);
        return long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[MinorFaults], CultureInfo.InvariantCulture);
    }
}
