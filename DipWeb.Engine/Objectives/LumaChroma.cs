using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Objectives;

/// <summary>The colours of a JPEG: full-range Y, Cb and Cr after JFIF 1.02 (ITU-T T.871), chroma around 0 instead of 128/255.</summary>
internal sealed class LumaChroma : IDisposable
{
    private const float Red = 0.299f;
    private const float Green = 0.587f;
    private const float Blue = 0.114f;
    private const float BlueSpan = 2 * (1 - Blue);
    private const float RedSpan = 2 * (1 - Red);

    private readonly Tensor _fromRgb; // 3x3
    private readonly Tensor _toRgb; // 3x3

    public LumaChroma()
    {
        using var scope = torch.NewDisposeScope();
        _fromRgb = Matrix(
            Red, Green, Blue,
            -Red / BlueSpan, -Green / BlueSpan, 0.5f,
            0.5f, -Green / RedSpan, -Blue / RedSpan);
        _toRgb = Matrix(
            1, 0, RedSpan,
            1, -Blue * BlueSpan / Green, -Red * RedSpan / Green,
            1, BlueSpan, 0);
    }

    /// <summary>Y in [0, 1], Cb and Cr in [-1/2, 1/2].</summary>
    /// <param name="rgb">1x3xHxW in [0, 1].</param>
    public Tensor FromRgb(Tensor rgb) => Apply(_fromRgb, rgb);

    /// <summary>The inverse, not clipped.</summary>
    /// <param name="lumaChroma">1x3xHxW.</param>
    public Tensor ToRgb(Tensor lumaChroma) => Apply(_toRgb, lumaChroma);

    public void Dispose()
    {
        _fromRgb.Dispose();
        _toRgb.Dispose();
    }

    // As a product of matrices: on a CPU a 1x1 convolution of three channels takes longer, up to five times.
    private static Tensor Apply(Tensor matrix, Tensor colours) => matrix.matmul(colours.reshape(3, -1)).view(colours.shape);

    private static Tensor Matrix(params float[] values) => torch.tensor(values, [3, 3]).to(ComputeDevice.Current).DetachFromDisposeScope();
}
