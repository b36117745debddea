using DipWeb.Engine.Networks.Winograd;
using DipWeb.Engine.Specs;

namespace DipWeb.Engine.Networks;

/// <summary>The encoder-decoder with skip connections of “Deep Image Prior” (CVPR 2018); see <see cref="HourglassSpec"/>.</summary>
internal sealed class HourglassNetwork : GeneratorNetwork
{
    private readonly int _inputChannels;
    private readonly List<HourglassScale> _scales = [];
    private readonly ConvolutionLayer _output;
    private readonly bool _isSoonerByPlanes;

    public HourglassNetwork(HourglassSpec spec, int channels, ParameterBuffer parameters)
    {
        _inputChannels = spec.InputChannels;
        _isSoonerByPlanes = spec.Widths.All(width => width % ConvolutionLayer.Block == 0) && spec.Widths.Any(width => width != WinogradConvolution.Channels);
        var inputs = spec.InputChannels;
        for (var scale = 0; scale < spec.Depth; scale++)
        {
            _scales.Add(new HourglassScale(parameters, spec, scale, inputs));
            inputs = spec.Widths[scale];
        }

        _output = new ConvolutionLayer(parameters, spec.Widths[0], channels, kernel: 1);
    }

    /// <remarks>A CPU convolves 16 to 64 channels sooner by planes (docs/speed.md), and others not always rightly (<see cref="ConvolutionLayer.Block"/>).</remarks>
    public override bool IsChannelsLast => base.IsChannelsLast || !_isSoonerByPlanes;

    public override long[] InputShape(int height, int width) => [1, _inputChannels, height, width];

    protected override Tensor Generate(Tensor input) => Picture(_output, Through(0, input));

    private Tensor Through(int scale, Tensor features)
    {
        if (scale == _scales.Count)
        {
            return features;
        }

        var skipped = _scales[scale].Skip(features);
        var deeper = Through(scale + 1, _scales[scale].Down(features));
        return _scales[scale].Up(deeper, skipped);
    }
}
