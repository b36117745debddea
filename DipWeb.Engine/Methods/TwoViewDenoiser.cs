using DipWeb.Engine.Networks;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>A small network f that predicts the noise of a picture y; the denoised picture is y - f(y).</summary>
/// <remarks>
/// Zero-Shot Noise2Noise (Mansour and Heckel, CVPR 2023); <see cref="TwoViewLoss"/> teaches it. Whole pictures are taken in bands, so that
/// they need hardly any memory. Where it learnt from turned windows, the denoised picture is a mean over the eight ways to turn it.
/// </remarks>
internal sealed class TwoViewDenoiser
{
    private const double ProbeStep = 1 / 255d;
    private const int PixelsPerBand = 1 << 16;

    private readonly TwoViewSpec _spec;
    private readonly List<ConvolutionLayer> _convolutions = [];
    private readonly ConvolutionLayer _last;

    /// <param name="spec">Its size.</param>
    /// <param name="channels">Of the pictures.</param>
    /// <param name="parameters">Where the network declares its parameters; not yet allocated.</param>
    public TwoViewDenoiser(TwoViewSpec spec, int channels, ParameterBuffer parameters)
    {
        _spec = spec;
        for (var i = 0; i < spec.Convolutions; i++)
        {
            _convolutions.Add(new ConvolutionLayer(parameters, i == 0 ? channels : spec.Width, spec.Width, kernel: 3));
        }

        _last = new ConvolutionLayer(parameters, spec.Width, channels, kernel: 1);
    }

    /// <summary>f(y).</summary>
    /// <param name="pictures">y, NxCxHxW.</param>
    public Tensor Noise(Tensor pictures)
    {
        var features = pictures;
        foreach (var convolution in _convolutions)
        {
            features = Activation.Apply(convolution.Forward(features));
        }

        return _last.Forward(features);
    }

    /// <summary>y - f(y), without a gradient.</summary>
    /// <param name="picture">y, 1xCxHxW.</param>
    /// <param name="isFinal">Whether it shall be as good as it can be, and not as soon.</param>
    /// <returns>1xCxHxW, which may leave [0, 1].</returns>
    public Tensor Denoise(Tensor picture, bool isFinal)
    {
        using var noGradient = torch.no_grad();
        IReadOnlyList<Orientation> ways = isFinal && _spec.Window is not null ? Orientation.All : [default];
        var sum = torch.zeros_like(picture);
        foreach (var way in ways)
        {
            using var scope = torch.NewDisposeScope();
            sum.add_(way.TurnBack(NoiseInBands(way.Turn(picture))), 1d / ways.Count);
        }

        return picture - sum;
    }

    /// <summary>How the finally denoised picture moves with the measurement, per unit.</summary>
    /// <param name="picture">y, 1xCxHxW.</param>
    /// <param name="probe">Where y moves to, 1xCxHxW.</param>
    /// <returns>1xCxHxW.</returns>
    public Tensor Response(Tensor picture, Tensor probe) =>
        (Denoise(picture + (probe * ProbeStep), isFinal: true) - Denoise(picture, isFinal: true)) / ProbeStep;

    /// <summary>f(y) of a picture, a band of rows after the other, each with as many rows around it as f looks across.</summary>
    private Tensor NoiseInBands(Tensor picture)
    {
        var (height, width) = (picture.shape[2], picture.shape[3]);
        var rows = Math.Max(1, PixelsPerBand / width);
        var noise = torch.empty_like(picture);
        for (var top = 0L; top < height; top += rows)
        {
            using var scope = torch.NewDisposeScope();
            var own = Math.Min(rows, height - top);
            var from = Math.Max(0, top - _convolutions.Count);
            var to = Math.Min(height, top + own + _convolutions.Count);
            noise.narrow(2, top, own).copy_(Noise(picture.narrow(2, from, to - from)).narrow(2, top - from, own));
        }

        return noise;
    }
}
