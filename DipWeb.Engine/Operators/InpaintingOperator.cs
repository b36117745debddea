using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Operators;

/// <summary>Only known pixels were measured: A(x) = m * x, the same mask for every channel.</summary>
public sealed class InpaintingOperator : DegradationOperator
{
    private readonly Tensor _known; // 1x1xHxW

    /// <summary>Creates the operator.</summary>
    /// <param name="mask">1 = known, of the picture's size.</param>
    public InpaintingOperator(KnownMask mask)
    {
        _known = TensorImage.ToTensor(mask, ComputeDevice.Current).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean) => clean * _known;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _known.Dispose();
        base.Dispose(disposing);
    }
}
