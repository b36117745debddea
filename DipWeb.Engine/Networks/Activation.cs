using TorchSharp;

namespace DipWeb.Engine.Networks;

internal static class Activation
{
    /// <summary>LeakyReLU with slope 0.2, in place: the features belong to the caller alone.</summary>
    public static Tensor Apply(Tensor features) => torch.nn.functional.leaky_relu(features, 0.2, inplace: true);
}
