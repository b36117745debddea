using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Operators;

/// <summary>A tape that lost its step: every row moved sideways by whole pixels, what leaves the picture comes in on the other side.</summary>
/// <remarks>A measured pixel that came in on the other side was not really measured there; a mask must say so.</remarks>
public sealed class RowShiftOperator : DegradationOperator
{
    private readonly Tensor _columns; // 1x1xHxW, where each measured pixel came from

    /// <summary>Creates the operator.</summary>
    /// <param name="shifts">Pixels to the right, for each row.</param>
    /// <param name="width">Columns of the picture.</param>
    public RowShiftOperator(IReadOnlyList<int> shifts, int width)
    {
        ArgumentNullException.ThrowIfNull(shifts);
        var columns = new long[shifts.Count * width];
        for (var row = 0; row < shifts.Count; row++)
        {
            for (var column = 0; column < width; column++)
            {
                columns[(row * width) + column] = (((column - shifts[row]) % width) + width) % width;
            }
        }

        using var scope = torch.NewDisposeScope();
        _columns = torch.tensor(columns, [1, 1, shifts.Count, width]).to(ComputeDevice.Current).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean) => clean.gather(3, _columns.expand(clean.shape));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _columns.Dispose();
        base.Dispose(disposing);
    }
}
