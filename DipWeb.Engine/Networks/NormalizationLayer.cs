using DipWeb.Engine.Kernels;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>Batch normalization by the statistics of the one picture, always; there is no running estimate.</summary>
internal sealed class NormalizationLayer(ParameterBuffer parameters, int channels)
{
    private readonly ParameterSlot _scale = parameters.DeclareConstant(1, channels);
    private readonly ParameterSlot _shift = parameters.DeclareConstant(0, channels);

    public Tensor Forward(Tensor features) => Normalize(features, _scale.Value, _shift.Value);

    /// <summary>Normalizes, and activates what comes out.</summary>
    public Tensor ForwardActivated(Tensor features) => FeatureKernels.For(features) is null
        ? Activation.Apply(Forward(features))
        : GpuNormalization.Normalize(features, _scale.Value, _shift.Value, (float)Activation.Slope);

    public JoinedFeatures Forward(JoinedFeatures features)
    {
        if (features.Skipped is not { } skipped)
        {
            return features with { Deeper = Forward(features.Deeper) };
        }

        long[] channels = [skipped.shape[1], features.Deeper.shape[1]];
        var (scales, shifts) = (_scale.Value.split(channels, 0), _shift.Value.split(channels, 0));
        return features with { Skipped = Normalize(skipped, scales[0], shifts[0]), Deeper = Normalize(features.Deeper, scales[1], shifts[1]) };
    }

    private static Tensor Normalize(Tensor features, Tensor scale, Tensor shift)
    {
        if (FeatureKernels.For(features) is not null)
        {
            const float NoActivation = 1;
            return GpuNormalization.Normalize(features, scale, shift, NoActivation);
        }

        if (features.dtype == torch.ScalarType.Float64)
        {
            (scale, shift) = (scale.to(torch.ScalarType.Float64), shift.to(torch.ScalarType.Float64)); // of 16 bits the library takes 32-bit ones
        }

        return torch.nn.functional.batch_norm(features, null!, null!, scale, shift, training: true); // null: no running statistics
    }
}
