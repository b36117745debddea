using TorchSharp;

namespace DipWeb.Engine.Networks;

internal static class Activation
{
    /// <summary>Of what is below zero.</summary>
    public const double Slope = 0.2;

    /// <summary>LeakyReLU, in place: the features belong to the caller alone.</summary>
    public static Tensor Apply(Tensor features) => torch.nn.functional.leaky_relu(features, Slope, inplace: true);
}
