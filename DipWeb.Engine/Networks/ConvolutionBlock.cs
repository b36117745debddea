namespace DipWeb.Engine.Networks;

/// <summary>Convolve, normalize, activate: the brick of every network here.</summary>
internal sealed class ConvolutionBlock(ParameterBuffer parameters, int inputs, int outputs, int kernel, int stride = 1)
{
    private readonly ConvolutionLayer _convolution = new(parameters, inputs, outputs, kernel, stride);
    private readonly NormalizationLayer _normalization = new(parameters, outputs);

    public Tensor Forward(Tensor features) => Finish(_convolution.ForwardToNormalization(features));

    public Tensor Forward(JoinedFeatures features) => Finish(_convolution.ForwardToNormalization(features));

    private Tensor Finish(Tensor convolved) => _normalization.ForwardActivated(convolved);
}
