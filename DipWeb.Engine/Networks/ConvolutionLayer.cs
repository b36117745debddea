using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks.Winograd;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>A convolution with bias and reflection padding that keeps the size (before the stride).</summary>
/// <remarks>Initial values are uniform in ±1/sqrt(fan in), for weights and biases, as in PyTorch's Conv2d.</remarks>
internal sealed class ConvolutionLayer
{
    /// <summary>A CPU convolves planes in blocks of so many channels.</summary>
    /// <remarks>What the last block lacks, libtorch 2.10 leaves as it finds it on some processors (AMD Zen 5): the results are wrong, though not by channels.</remarks>
    public const int Block = 16;

    private readonly ParameterSlot _weight; // OxIxKxK
    private readonly ParameterSlot _bias; // O
    private readonly long[] _strides;
    private readonly int _padding;

    public ConvolutionLayer(ParameterBuffer parameters, int inputs, int outputs, int kernel, int stride = 1)
    {
        var bound = 1 / Math.Sqrt((double)inputs * kernel * kernel);
        _weight = parameters.DeclareUniform(bound, outputs, inputs, kernel, kernel);
        _bias = parameters.DeclareUniform(bound, outputs);
        _strides = [stride, stride];
        _padding = (kernel - 1) / 2;
    }

    public Tensor Forward(Tensor features) => Convolve(features, _weight.As(features.dtype), _bias.As(features.dtype));

    /// <summary>Without the bias, for a normalization that follows: it would take the bias off again.</summary>
    /// <remarks>The gradient of such a bias is 0, so it stays what it was at the start.</remarks>
    public Tensor ForwardToNormalization(Tensor features) => Convolve(features, _weight.As(features.dtype), bias: null);

    /// <summary>As of features that were laid side by side: the sum of what is made of either.</summary>
    public Tensor ForwardToNormalization(JoinedFeatures features)
    {
        var weight = _weight.As(features.Deeper.dtype);
        var deeper = features.IsToBeRepeated ? Resampling.Double(features.Deeper, Upsampling.Nearest) : features.Deeper;
        if (features.Skipped is not { } skipped)
        {
            return Convolve(deeper, weight, bias: null);
        }

        var weights = weight.split([skipped.shape[1], deeper.shape[1]], 1);
        return Convolve(skipped, weights[0], bias: null).add_(Convolve(deeper, weights[1], bias: null));
    }

    private Tensor Convolve(Tensor features, Tensor weight, Tensor? bias)
    {
        var skipsPixels = _strides[0] > 1;
        if (bias is null && !skipsPixels && WinogradConvolution.Suits(features, weight))
        {
            return WinogradConvolution.Convolve(features, weight);
        }

        var padded = _padding == 0 ? features : Border.Reflect(features, _padding);
        if (skipsPixels && features.device_type == DeviceType.CPU && features.stride(1) == 1 && weight.shape[0] % Block == 0 && weight.shape[1] % Block == 0)
        {
            // By channels, the way back takes libtorch 1.5 to 2.4 times as long here (docs/speed.md).
            return ChannelsLast.View(ChannelsLast.Memory(torch.nn.functional.conv2d(padded.contiguous(), weight, bias, _strides)));
        }

        return torch.nn.functional.conv2d(padded, weight, bias, _strides);
    }
}
