using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>Batch normalization by the statistics of the one picture, always; there is no running estimate.</summary>
internal sealed class NormalizationLayer(ParameterBuffer parameters, int channels)
{
    private readonly ParameterSlot _scale = parameters.DeclareConstant(1, channels);
    private readonly ParameterSlot _shift = parameters.DeclareConstant(0, channels);

    public Tensor Forward(Tensor features) =>
        torch.nn.functional.batch_norm(features, null!, null!, _scale.Value, _shift.Value, training: true); // null: no running statistics
}
