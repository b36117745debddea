using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>A convolution with bias and reflection padding that keeps the size (before the stride).</summary>
/// <remarks>Initial values are uniform in ±1/sqrt(fan in), for weights and biases, as in PyTorch's Conv2d.</remarks>
internal sealed class ConvolutionLayer
{
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
        var weights = _weight.As(features.Skipped.dtype).split([features.Skipped.shape[1], features.Deeper.shape[1]], 1);
        return Convolve(features.Deeper, weights[1], bias: null).add_(Convolve(features.Skipped, weights[0], bias: null));
    }

    private Tensor Convolve(Tensor features, Tensor weight, Tensor? bias)
    {
        var padded = _padding == 0 ? features : Border.Reflect(features, _padding);
        return torch.nn.functional.conv2d(padded, weight, bias, _strides);
    }
}
