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
    private readonly Tensor? _unseen; // 1x1xHxW of 1 where the loss shall not look, else 0
    private readonly double _seenShare; // of the blocks
    private readonly Tensor _diagonal; // Cx1x2x2, as the other
    private readonly Tensor _antidiagonal;
    private Tensor? _window; // 1xCxhxw, what the loss looks at; null for the whole picture
    private Tensor? _windowUnseen; // 1x1xhxw

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
        _unseen = believed is null ? null : (1 - believed).DetachFromDisposeScope();
        _seenShare = _unseen is null ? 1 : SeenBlocks(_unseen).mean().item<float>();
        _diagonal = torch.tensor([0.5f, 0, 0, 0.5f], [1, 1, 2, 2]).to(ComputeDevice.Current).repeat(channels, 1, 1, 1).DetachFromDisposeScope();
        _antidiagonal = _diagonal.flip(3).contiguous().DetachFromDisposeScope();
        Untaught = Seen((View(_measurement, _diagonal) - View(_measurement, _antidiagonal)).square(), _unseen).item<float>();
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
        var (top, left) = (Draw(_measurement.shape[2] - height), Draw(_measurement.shape[3] - width));
        var way = Orientation.Draw(_generator);
        Put(_measurement, ref _window);
        if (_unseen is not null)
        {
            Put(_unseen, ref _windowUnseen);
        }

        void Put(Tensor picture, ref Tensor? place)
        {
            var cut = way.Turn(picture.narrow(2, top, height).narrow(3, left, width));
            if (place is not null && place.shape.SequenceEqual(cut.shape))
            {
                place.copy_(cut);
                return;
            }

            place?.Dispose();
            place = cut.clone().DetachFromDisposeScope();
        }
    }

    /// <summary>The loss of the whole picture, or of the window that was drawn.</summary>
    /// <returns>The loss, a scalar with a gradient; and what it would be, without the consistency, if f predicted no noise at all, without one.</returns>
    public (Tensor Loss, Tensor Untaught) Compute() => _spec.Window is null
        ? Of(_measurement, _unseen, isConsistent: true)
        : Of(_window ?? throw new InvalidOperationException("No window was drawn yet."), _windowUnseen, isConsistent: false);

    public void Dispose()
    {
        _windowUnseen?.Dispose();
        _window?.Dispose();
        _antidiagonal.Dispose();
        _diagonal.Dispose();
        _unseen?.Dispose();
        _measurement.Dispose();
    }

    /// <summary>1 at each 2x2 block without an unseen pixel, 1x1x(H/2)x(W/2).</summary>
    private static Tensor SeenBlocks(Tensor unseen) => 1 - torch.nn.functional.max_pool2d(unseen, 2);

    private (long Height, long Width) WindowSides(int window) => (Math.Min(window, _measurement.shape[2]), Math.Min(window, _measurement.shape[3]));

    private (Tensor Loss, Tensor Untaught) Of(Tensor picture, Tensor? unseen, bool isConsistent)
    {
        var (one, other) = (View(picture, _diagonal), View(picture, _antidiagonal));
        var views = torch.cat([one, other]);
        var denoised = views - _denoiser.Noise(views);
        var squares = (denoised - torch.cat([other, one])).square();
        if (isConsistent)
        {
            var whole = picture - _denoiser.Noise(picture);
            squares += (denoised - torch.cat([View(whole, _diagonal), View(whole, _antidiagonal)])).square();
        }

        return (Seen(squares, unseen), Seen((one - other).square(), unseen));
    }

    private Tensor Seen(Tensor squares, Tensor? unseen) => unseen is null ? squares.mean() : (squares * SeenBlocks(unseen)).mean() / _seenShare;

    private static Tensor View(Tensor picture, Tensor kernel) =>
        torch.nn.functional.conv2d(picture, kernel, strides: [2, 2], groups: kernel.shape[0]);

    /// <summary>A whole number in [0, last].</summary>
    private long Draw(long last)
    {
        using var drawn = torch.randint(last + 1, [1], torch.ScalarType.Int64, generator: _generator);
        return drawn.item<long>();
    }
}
