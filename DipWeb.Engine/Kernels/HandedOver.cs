namespace DipWeb.Engine.Kernels;

/// <summary>The gradients that libtorch was handed last, on each of its threads.</summary>
/// <remarks>It holds them itself as soon as it has taken them; without this, a GPU's memory would lie idle until the garbage collector comes by.</remarks>
internal static class HandedOver
{
    [ThreadStatic]
    private static List<Tensor?>? _last;

    /// <summary>Lets go of the last ones; libtorch is asking for the next, so it has taken those.</summary>
    public static void Replace(List<Tensor?> gradients)
    {
        foreach (var gradient in _last ?? [])
        {
            gradient?.Dispose();
        }

        _last = gradients;
    }
}
