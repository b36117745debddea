using NetVips;

namespace DipWeb.Images;

/// <summary>Sets libvips up for pictures from strangers, once per process.</summary>
internal static class VipsRuntime
{
    private static readonly Lock Gate = new();

    // libvips keeps the pointer, so the delegate must outlive every call.
    private static readonly Log.LogDelegate Silent = (_, _, _) => { };

    private static bool _ready;

    public static void EnsureReady(int threads)
    {
        lock (Gate)
        {
            if (_ready)
            {
                return;
            }

            // Without this an SVG named .png is rendered, and other readers look at whatever they recognise.
            Operation.Block("VipsForeignLoad", true);
            foreach (var reader in (ReadOnlySpan<string>)["Png", "Jpeg", "Webp", "Tiff"])
            {
                Operation.Block($"VipsForeignLoad{reader}", false);
            }

            Cache.Max = 0;
            NetVips.NetVips.Concurrency = threads;

            // Warnings about strange metadata repeat what the strict readers report as errors.
            Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, Silent);
            _ready = true;
        }
    }
}
