namespace DipWeb.Engine.Objectives;

/// <summary>
/// The distance to the cells of a JPEG's coefficients, and a little of the distance to the decoded picture: without it, nothing says where
/// within the cells the picture is, and the network's start decides.
/// </summary>
/// <param name="interval">The cells; owned.</param>
/// <param name="decoded">The distance to the decoded picture; owned.</param>
internal sealed class CompressionFidelity(QuantizationInterval interval, DataFidelity decoded) : Objective
{
    private const double DecodedWeight = 0.1; // docs/quality.md

    public override Comparison Compare(Tensor iterate)
    {
        var comparison = decoded.Compare(iterate);
        return comparison with { Loss = interval.Distance(iterate) + (DecodedWeight * comparison.Loss) };
    }

    /// <summary>The picture without its extension, 1xCxHxW, moved into the cells: what the file tells is never smoothed away.</summary>
    /// <param name="iterate">1xCxHxW, with its extension.</param>
    public Tensor Nearest(Tensor iterate) => interval.Nearest(iterate);

    protected override void Dispose(bool disposing)
    {
        decoded.Dispose();
        interval.Dispose();
    }
}
