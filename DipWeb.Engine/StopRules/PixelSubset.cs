using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>A fixed random choice of pixels, all channels of each: enough to see how iterates move, cheap enough for every iteration.</summary>
internal sealed class PixelSubset : IDisposable
{
    private const int MostPixels = 4096;

    private readonly Tensor _pixels; // n, into HxW

    public PixelSubset(int channels, int pixels, torch.Generator generator, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var count = Math.Min(pixels, MostPixels);
        _pixels = torch.randperm(pixels, generator: generator).narrow(0, 0, count).to(device, copy: true).DetachFromDisposeScope();
        Samples = channels * count;
    }

    /// <summary>Number of samples.</summary>
    public int Samples { get; }

    /// <summary>The samples of an iterate, one after the other.</summary>
    /// <param name="iterate">1xCxHxW.</param>
    public Tensor Of(Tensor iterate) => iterate.reshape(iterate.shape[1], -1).index_select(1, _pixels).flatten();

    public void Dispose() => _pixels.Dispose();
}
