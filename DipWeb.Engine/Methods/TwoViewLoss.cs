using System.Diagnostics.CodeAnalysis;
using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>What teaches a <see cref="TwoViewDenoiser"/> from one picture y: two half-size views of it, of the same scene with independent noise.</summary>
/// <remarks>
/// Zero-Shot Noise2Noise (Mansour and Heckel, CVPR 2023). The views D1 and D2 average the two diagonals of each 2x2 block. The loss is half of
/// |D1 y - f(D1 y) - D2 y|² + |D2 y - f(D2 y) - D1 y|², means over the blocks without a held-out pixel. As published, where the whole picture is seen at each
/// step, there is the consistency |D1 y - f(D1 y) - D1 (y - f(y))|² beside it and the same for D2; of windows it made the picture worse.
/// </remarks>
internal sealed class TwoViewLoss : IDisposable
{
    private readonly TwoViewSpec _spec;
    private readonly TwoViewDenoiser _denoiser;
    private readonly torch.Generator _generator;
    private readonly Tensor _measurement; // y, 1xCxHxW
    private readonly Tensor _diagonal; // Cx1x2x2, as the other
    private readonly Tensor _antidiagonal;
    private readonly Tensor _means; // over the two diagonals of the block that begins at each pixel, 2xCx(H-1)x(W-1)
    private readonly Tensor? _seen; // 1 where the loss may look at that block, else 0, 1x1x(H-1)x(W-1)
    private readonly double _seenShare; // of the picture's blocks
    private Tensor _views; // D1 y and D2 y of what the loss looks at, 2xCx(h/2)x(w/2)
    private Tensor? _seenBlocks; // of that, 1x1x(h/2)x(w/2)

    /// <param name="spec">Window and width.</param>
    /// <param name="denoiser">Who learns; outlives the loss.</param>
    /// <param name="measurement">y, 1xCxHxW, of even sides; copied.</param>
    /// <param name="believed">1x1xHxW: 0 at pixels that the loss shall not see; null for none.</param>
    /// <param name="generator">Chooses the windows; outlives the loss.</param>
    public TwoViewLoss(TwoViewSpec spec, TwoViewDenoiser denoiser, Tensor measurement, Tensor? believed, torch.Generator generator)
    {
        (_spec, _denoiser, _generator) = (spec, denoiser, generator);
        using var scope = torch.NewDisposeScope();
        var channels = measurement.shape[1];
        _measurement = measurement.clone().DetachFromDisposeScope();
        _diagonal = torch.tensor([0.5f, 0, 0, 0.5f], [1, 1, 2, 2]).to(ComputeDevice.Current).repeat(channels, 1, 1, 1).DetachFromDisposeScope();
        _antidiagonal = _diagonal.flip(3).contiguous().DetachFromDisposeScope();
        _means = torch.cat([View(_measurement, _diagonal, stride: 1), View(_measurement, _antidiagonal, stride: 1)]).DetachFromDisposeScope();
        _seen = believed is null ? null : (1 - torch.nn.functional.max_pool2d(1 - believed, kernel_size: 2, stride: 1)).DetachFromDisposeScope();
        Look(0, 0, measurement.shape[2], measurement.shape[3], default);
        _seenShare = _seenBlocks?.mean().item<float>() ?? 1;
        Untaught = Seen((_views[0] - _views[1]).square()).item<float>();
    }

    /// <summary>What the loss of the whole picture would be if f predicted no noise at all.</summary>
    public double Untaught { get; }

    /// <summary>Whether all windows have one shape, so that every loss is the same operations on the same tensors.</summary>
    public bool HasOneShape => _spec.Window is not { } window || WindowSides(window) is var (height, width) && height == width;

    /// <summary>Chooses the window that the next loss looks at.</summary>
    public void Draw()
    {
        if (_spec.Window is not { } window)
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        var (height, width) = WindowSides(window);
        Look(Draw(_measurement.shape[2] - height), Draw(_measurement.shape[3] - width), height, width, Orientation.Draw(_generator));
    }

    /// <summary>The loss of the whole picture, or of the window that was drawn.</summary>
    /// <returns>The loss, a scalar with a gradient; and what it would be, without the consistency, if f predicted no noise at all, without one.</returns>
    public (Tensor Loss, Tensor Untaught) Compute()
    {
        var noise = _denoiser.Noise(_views);
        var difference = _views - _views.flip(0);
        var squares = (difference - noise).square();
        if (_spec.Window is null)
        {
            var whole = _measurement - _denoiser.Noise(_measurement);
            squares += (_views - noise - torch.cat([View(whole, _diagonal), View(whole, _antidiagonal)])).square();
        }

        return (Seen(squares), Seen(difference[0].square()));
    }

    public void Dispose()
    {
        _seenBlocks?.Dispose();
        _views.Dispose();
        _seen?.Dispose();
        _means.Dispose();
        _antidiagonal.Dispose();
        _diagonal.Dispose();
        _measurement.Dispose();
    }

    private static Tensor View(Tensor picture, Tensor kernel, int stride = 2) =>
        torch.nn.functional.conv2d(picture, kernel, strides: [stride, stride], groups: kernel.shape[0]);

    /// <summary>Makes a place the picture, keeping its memory if that fits.</summary>
    private static void Put(Tensor picture, [NotNull] ref Tensor? place)
    {
        if (place is not null && place.shape.SequenceEqual(picture.shape))
        {
            place.copy_(picture);
            return;
        }

        place?.Dispose();
        place = picture.clone().DetachFromDisposeScope();
    }

    private (long Height, long Width) WindowSides(int window) => (Math.Min(window, _measurement.shape[2]), Math.Min(window, _measurement.shape[3]));

    /// <summary>Has the loss look at a window, turned. What turning makes of the one diagonal may be the other: to the loss they are alike.</summary>
    [MemberNotNull(nameof(_views))]
    private void Look(long top, long left, long height, long width, Orientation way)
    {
        Put(way.Turn(Blocks(_means)), ref _views);
        if (_seen is not null)
        {
            Put(way.Turn(Blocks(_seen)), ref _seenBlocks);
        }

        Tensor Blocks(Tensor picture) => picture.slice(2, top, top + height - 1, 2).slice(3, left, left + width - 1, 2);
    }

    /// <summary>The mean over the blocks that the loss may look at.</summary>
    private Tensor Seen(Tensor squares) => _seenBlocks is null ? squares.mean() : (squares * _seenBlocks).mean() / _seenShare;

    /// <summary>A whole number in [0, last].</summary>
    private long Draw(long last)
    {
        using var drawn = torch.randint(last + 1, [1], torch.ScalarType.Int64, generator: _generator);
        return drawn.item<long>();
    }
}
