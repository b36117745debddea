namespace DipWeb.Engine.Objectives;

/// <summary>An iterate compared with the measurement; the tensors belong to the caller's dispose scope.</summary>
/// <param name="Prediction">A(x): what would be measured, in the measurement's shape.</param>
/// <param name="Loss">The distance to minimize, a scalar with a gradient.</param>
internal readonly record struct Comparison(Tensor Prediction, Tensor Loss);
