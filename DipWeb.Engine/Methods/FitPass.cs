namespace DipWeb.Engine.Methods;

/// <summary>One pass forward; the tensors belong to the caller's dispose scope.</summary>
/// <param name="Iterate">The restoration as it stands, 1xCxHxW; null where the pass made none.</param>
/// <param name="Prediction">A(iterate), in the measurement's shape; null without one.</param>
/// <param name="Loss">What the optimizer makes smaller, a scalar with a gradient.</param>
internal readonly record struct FitPass(Tensor? Iterate, Tensor? Prediction, Tensor Loss);
