namespace DipWeb.Engine.StopRules;

/// <summary>What a stop rule sees of an iteration; detached tensors that it must not keep.</summary>
/// <param name="Iteration">Number of the iteration, from 1.</param>
/// <param name="Iterate">1xCxHxW.</param>
/// <param name="Prediction">A(iterate), in the measurement's shape.</param>
/// <param name="Loss">Scalar.</param>
internal readonly record struct Observation(int Iteration, Tensor Iterate, Tensor Prediction, Tensor Loss);
