using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Engine.Objectives;

/// <summary>The orthonormal discrete cosine transform of 8x8 blocks, as JPEG has it (ITU-T T.81, A.3.3): C = D B D'.</summary>
/// <remarks>
/// Coefficients take the places of their block's samples, so a plane stays a plane: coefficient (v, u) of a block whose first sample is
/// (y, x) stands at (y + v, x + u). Rows and columns are transformed one after the other: on a CPU this takes a fifth of the time
/// of a convolution with 64 kernels, and three quarters of that of gathering each block into a row for one product.
/// </remarks>
internal sealed class BlockTransform : IDisposable
{
    private const int Side = JpegComponent.BlockSide;

    private readonly Tensor _basis; // frequency x place
    private readonly Tensor _transposed;

    public BlockTransform()
    {
        using var scope = torch.NewDisposeScope();
        var basis = new float[Side * Side];
        for (var frequency = 0; frequency < Side; frequency++)
        {
            for (var place = 0; place < Side; place++)
            {
                var scale = Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / Side);
                basis[(frequency * Side) + place] = (float)(scale * Math.Cos(((2 * place) + 1) * frequency * Math.PI / (2 * Side)));
            }
        }

        _basis = torch.tensor(basis, [Side, Side]).to(ComputeDevice.Current).DetachFromDisposeScope();
        _transposed = _basis.t().contiguous().DetachFromDisposeScope();
    }

    /// <summary>Coefficients of samples.</summary>
    /// <param name="samples">HxW, multiples of 8.</param>
    public Tensor Forward(Tensor samples) => Transform(samples, _basis, _transposed);

    /// <summary>Samples of coefficients.</summary>
    /// <param name="coefficients">HxW, multiples of 8.</param>
    public Tensor Inverse(Tensor coefficients) => Transform(coefficients, _transposed, _basis);

    public void Dispose()
    {
        _basis.Dispose();
        _transposed.Dispose();
    }

    private static Tensor Transform(Tensor plane, Tensor left, Tensor right)
    {
        var (height, width) = (plane.shape[0], plane.shape[1]);
        var rows = plane.reshape(-1, Side).matmul(right); // (H W/8)x8
        return left.matmul(rows.view(height / Side, Side, width)).view(height, width);
    }
}
