using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Engine.Operators;

/// <summary>The mean of each block of k x k pixels: what stays the same however the pixels of a block are shuffled.</summary>
/// <remarks>Blocks are counted from the upper left corner. Of a block at a border, only the pixels inside count.</remarks>
public sealed class BlockMeanOperator : DegradationOperator
{
    private readonly int _side;
    private readonly Tensor _inside; // 1x1xHxW
    private readonly Tensor _share; // 1x1xhxw, of each block's pixels that are inside

    /// <summary>Creates the operator.</summary>
    /// <param name="side">k, at least 2.</param>
    /// <param name="inside">1 = pixel of the picture, 0 = of its extension; both sides multiples of k.</param>
    public BlockMeanOperator(int side, KnownMask inside)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 2);
        ArgumentNullException.ThrowIfNull(inside);
        _side = side;
        using var scope = torch.NewDisposeScope();
        _inside = TensorImage.ToTensor(inside, ComputeDevice.Current).DetachFromDisposeScope();
        _share = torch.nn.functional.avg_pool2d(_inside, side, side).clamp_min_(1e-12).DetachFromDisposeScope(); // a block outside has mean 0
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean) => torch.nn.functional.avg_pool2d(clean * _inside, _side, _side) / _share;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _inside.Dispose();
        _share.Dispose();
        base.Dispose(disposing);
    }
}
