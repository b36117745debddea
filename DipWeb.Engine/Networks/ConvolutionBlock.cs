using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>Convolve, normalize, activate: the brick of every network here. The activation is LeakyReLU with slope 0.2.</summary>
internal sealed class ConvolutionBlock(ParameterBuffer parameters, int inputs, int outputs, int kernel, int stride = 1)
{
    private readonly ConvolutionLayer _convolution = new(parameters, inputs, outputs, kernel, stride);
    private readonly NormalizationLayer _normalization = new(parameters, outputs);

    public Tensor Forward(Tensor features) =>
        torch.nn.functional.leaky_relu(_normalization.Forward(_convolution.Forward(features)), 0.2, inplace: true);
}
