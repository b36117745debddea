using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>Samples of the measurement that the fit never sees.</summary>
internal sealed class HoldOut : IDisposable
{
    private readonly Tensor _places; // n, into the flattened prediction

    /// <summary>Copies what it needs of the measurement.</summary>
    /// <param name="cells">Places in one plane of the measurement, in [0, h * w).</param>
    /// <param name="measurement">1xCxhxw.</param>
    public HoldOut(IReadOnlyList<int> cells, Tensor measurement)
    {
        using var scope = torch.NewDisposeScope();
        var (channels, plane) = (measurement.shape[1], measurement.shape[2] * measurement.shape[3]);
        var places = new long[channels * cells.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (i / cells.Count * plane) + cells[i % cells.Count];
        }

        _places = torch.tensor(places).to(measurement.device, copy: true).DetachFromDisposeScope();
        Shape = measurement.shape;
        Measured = measurement.flatten().index_select(0, _places).DetachFromDisposeScope();
    }

    /// <summary>The whole measurement's shape, 1xCxhxw.</summary>
    public long[] Shape { get; }

    /// <summary>What was measured there, n samples, plane after plane.</summary>
    public Tensor Measured { get; }

    /// <summary>What an iterate predicts there, n samples.</summary>
    /// <param name="prediction">1xCxhxw.</param>
    public Tensor Of(Tensor prediction) => prediction.flatten().index_select(0, _places);

    public void Dispose()
    {
        Measured.Dispose();
        _places.Dispose();
    }
}
