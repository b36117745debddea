using TorchSharp;

namespace DipWeb.Engine.Devices;

/// <summary>Numbers for tensor operations, kept alive until long after the operation.</summary>
/// <remarks>
/// TorchSharp turns a number into a native object with a finalizer, hands its address to libtorch and then holds no reference to it any
/// more: a garbage collection at that moment frees it while the operation reads it. That was seen as an internal assertion of libtorch
/// in a loop that captured many checkpoints. The last numbers of each thread are held here.
/// </remarks>
internal static class Scalars
{
    private const int Held = 4096; // far more than one operation converts

    [ThreadStatic]
    private static Scalar[]? _recent;

    [ThreadStatic]
    private static int _next;

    /// <summary>A number for the next operation of this thread.</summary>
    /// <param name="value">The number.</param>
    public static Scalar Of(double value)
    {
        var recent = _recent ??= new Scalar[Held];
        var scalar = value.ToScalar();
        recent[_next] = scalar;
        _next = (_next + 1) % Held;
        return scalar;
    }
}
