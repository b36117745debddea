using DipWeb.Engine.Devices;

namespace DipWeb.Engine.Networks;

internal static class Activation
{
    /// <summary>LeakyReLU with slope 0.2, in place: the features belong to the caller alone.</summary>
    public static Tensor Apply(Tensor features) => features.leaky_relu_(Scalars.Of(0.2));
}
