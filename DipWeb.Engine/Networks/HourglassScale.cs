using DipWeb.Engine.Specs;

namespace DipWeb.Engine.Networks;

/// <summary>One scale of the hourglass: the way down, the skip connection, and the way up that joins the two.</summary>
internal sealed class HourglassScale
{
    private readonly Upsampling _upsampling;
    private readonly ConvolutionBlock? _skip;
    private readonly ConvolutionBlock _halve;
    private readonly ConvolutionBlock _down;
    private readonly ConvolutionBlock? _beforeUpsampling;
    private readonly NormalizationLayer _joined;
    private readonly ConvolutionBlock? _afterUpsampling;
    private readonly ConvolutionBlock _mix;

    public HourglassScale(ParameterBuffer parameters, HourglassSpec spec, int scale, int inputs)
    {
        _upsampling = scale < spec.NearestScales ? Upsampling.Nearest : Upsampling.Bilinear;
        var width = spec.Widths[scale];
        var deeperWidth = scale + 1 < spec.Depth ? spec.Widths[scale + 1] : width;
        var skipWidth = spec.SkipWidths[scale];
        if (skipWidth > 0)
        {
            _skip = new ConvolutionBlock(parameters, inputs, skipWidth, kernel: 1);
        }

        _halve = new ConvolutionBlock(parameters, inputs, width, kernel: 3, stride: 2);
        _down = new ConvolutionBlock(parameters, width, width, kernel: 3);
        if (spec.ConvolvesBeforeUpsampling)
        {
            _beforeUpsampling = new ConvolutionBlock(parameters, deeperWidth, width, kernel: 3);
            _joined = new NormalizationLayer(parameters, width + skipWidth);
            _mix = new ConvolutionBlock(parameters, width + skipWidth, width, kernel: 1);
        }
        else
        {
            _joined = new NormalizationLayer(parameters, deeperWidth + skipWidth);
            _afterUpsampling = new ConvolutionBlock(parameters, deeperWidth + skipWidth, width, kernel: 3);
            _mix = new ConvolutionBlock(parameters, width, width, kernel: 1);
        }
    }

    public Tensor? Skip(Tensor features) => _skip?.Forward(features);

    public Tensor Down(Tensor features) => _down.Forward(_halve.Forward(features));

    public Tensor Up(Tensor deeper, Tensor? skipped)
    {
        var convolved = _beforeUpsampling?.Forward(deeper) ?? deeper;
        var joined = _upsampling == Upsampling.Nearest
            ? new JoinedFeatures(skipped, convolved, IsToBeRepeated: true) // to normalize and to repeat commute
            : new JoinedFeatures(skipped, Resampling.Double(convolved, _upsampling));
        var made = (_afterUpsampling ?? _mix).Forward(_joined.Forward(joined));
        return _afterUpsampling is null ? made : _mix.Forward(made);
    }
}
