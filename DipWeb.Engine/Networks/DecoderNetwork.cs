using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>The decoder whose 3x3 convolutions work before each upsampling; see <see cref="DecoderSpec"/>.</summary>
/// <remarks>
/// The first 1x1 convolution works before the last upsampling too: the two commute, for the weights of the interpolation sum
/// to one, and there it has a quarter of the pixels and hands half of the channels on.
/// </remarks>
internal sealed class DecoderNetwork : GeneratorNetwork
{
    private readonly DecoderSpec _spec;
    private readonly torch.Generator _generator;
    private readonly List<ConvolutionBlock> _levels = [];
    private readonly ConvolutionLayer _mix;
    private readonly NormalizationLayer _mixed;
    private readonly ConvolutionLayer _output;
    private NoiseTape? _noise; // one for each level that upsamples; from the first drawing on

    public DecoderNetwork(DecoderSpec spec, int channels, ParameterBuffer parameters, torch.Generator generator)
    {
        _spec = spec;
        _generator = generator;
        var inputs = spec.Widths[0];
        for (var level = 0; level < spec.Depth; level++)
        {
            _levels.Add(new ConvolutionBlock(parameters, inputs, spec.Widths[level], kernel: 3));
            inputs = spec.Widths[level];
        }

        _mix = new ConvolutionLayer(parameters, inputs, spec.Widths[^1], kernel: 1);
        _mixed = new NormalizationLayer(parameters, spec.Widths[^1]);
        _output = new ConvolutionLayer(parameters, spec.Widths[^1], channels, kernel: 1);
    }

    public override bool IsChannelsLast => true;

    public override long[] InputShape(int height, int width) => [1, _spec.Widths[0], height >> _spec.Depth, width >> _spec.Depth];

    public override void Draw(int height, int width)
    {
        if (_spec.FeatureNoise == 0)
        {
            return;
        }

        _noise ??= new NoiseTape(
            _generator,
            _spec.FeatureNoise,
            FeatureType,
            [.. _spec.Widths.Take(_spec.Depth).Select((channels, level) => ChannelsLast.MemoryShape([1, channels, height >> (_spec.Depth - level), width >> (_spec.Depth - level)]))]);
        _noise.Draw();
    }

    protected override Tensor Generate(Tensor input)
    {
        var features = input;
        for (var level = 0; level < _levels.Count; level++)
        {
            var made = _levels[level].Forward(features);
            var disturbed = _noise is null ? made : made + ChannelsLast.View(_noise.Noises[level]);
            features = Resampling.Double(level == _levels.Count - 1 ? _mix.ForwardToNormalization(disturbed) : disturbed, Upsampling.Bilinear);
        }

        return Picture(_output, _mixed.ForwardActivated(features));
    }

    protected override void Dispose(bool disposing)
    {
        _noise?.Dispose();
        base.Dispose(disposing);
    }
}
