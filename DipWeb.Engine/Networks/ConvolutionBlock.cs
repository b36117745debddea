namespace DipWeb.Engine.Networks;

/// <summary>Convolve, normalize, activate: the brick of every network here.</summary>
internal sealed class ConvolutionBlock(ParameterBuffer parameters, int inputs, int outputs, int kernel, int stride = 1)
{
    private readonly ConvolutionLayer _convolution = new(parameters, inputs, outputs, kernel, stride);
    private readonly NormalizationLayer _normalization = new(parameters, outputs);

    public Tensor Forward(Tensor features) =>
        Activation.Apply(_normalization.Forward(_convolution.ForwardToNormalization(features)));
}
