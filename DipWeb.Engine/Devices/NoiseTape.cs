using TorchSharp;

namespace DipWeb.Engine.Devices;

/// <summary>Normal noise, fresh for each iteration: stretches of one long tape, each from a place drawn at random.</summary>
/// <remarks>
/// libtorch draws on a single thread of a CPU, which took a fifth of the decoder's iteration (docs/speed.md). On a tape the numbers of a stretch are
/// independent still, and no iteration can foretell what a place sees in the next one. A GPU draws as fast as it writes, and has no tape.
/// </remarks>
internal sealed class NoiseTape : IDisposable
{
    private const ulong Seed = 0xD1B54A32D192ED03; // mixed into the generator's, so that the tape does not repeat its numbers
    private const long LeastPlaces = 1 << 16;

    private readonly torch.Generator _generator;
    private readonly double _deviation;
    private readonly IReadOnlyList<long[]> _shapes;
    private readonly Tensor[] _noises;
    private readonly Tensor? _tape;

    /// <param name="generator">On the CPU, outlives the noise. Its state decides what comes next, its seed alone what is on the tape: a run that is resumed has the same.</param>
    /// <param name="deviation">Standard deviation of the noise.</param>
    /// <param name="type">32-bit numbers on a CPU.</param>
    /// <param name="shapes">What the noises are to be added to, in the layout of the memory.</param>
    public NoiseTape(torch.Generator generator, double deviation, torch.ScalarType type, params IReadOnlyList<long[]> shapes)
    {
        (_generator, _deviation, _shapes) = (generator, deviation, shapes);
        var device = ComputeDevice.Current;
        if (device.type == DeviceType.CPU)
        {
            var longest = shapes.Max(Length);
            using var recorder = new torch.Generator(unchecked((ulong)generator.initial_seed()) ^ Seed, torch.CPU);
            _tape = recorder.FillNormal(torch.empty(longest + Math.Max(longest / 2, LeastPlaces), type), deviation).DetachFromDisposeScope();
            _noises = [.. shapes.Select(shape => Stretch(0, shape))];
        }
        else
        {
            _noises = [.. shapes.Select(shape => torch.zeros(shape, type, device).DetachFromDisposeScope())];
        }
    }

    /// <summary>One noise for each shape, until the next <see cref="Draw"/>; not to be written to.</summary>
    public IReadOnlyList<Tensor> Noises => _noises;

    /// <summary>Draws them anew.</summary>
    public void Draw()
    {
        for (var i = 0; i < _noises.Length; i++)
        {
            if (_tape is null)
            {
                _generator.FillNormal(_noises[i], _deviation);
                continue;
            }

            using var place = torch.randint(_tape.numel() - Length(_shapes[i]) + 1, [1], torch.ScalarType.Int64, generator: _generator);
            _noises[i].Dispose();
            _noises[i] = Stretch(place.item<long>(), _shapes[i]);
        }
    }

    public void Dispose()
    {
        Array.ForEach(_noises, noise => noise.Dispose());
        _tape?.Dispose();
    }

    private static long Length(long[] shape) => shape.Aggregate(1L, (product, side) => product * side);

    private Tensor Stretch(long place, long[] shape)
    {
        using var stretch = _tape!.narrow(0, place, Length(shape)); // on a CPU alone
        return stretch.view(shape).DetachFromDisposeScope();
    }
}
