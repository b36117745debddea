namespace DipWeb.Engine.Networks;

/// <summary>What a skip connection brings and what comes from below, channel beside channel, each in a tensor of its own.</summary>
/// <remarks>
/// A GPU convolves 128 channels at a time, so that the 132 of the published network cost as much as 256; apart, the four cost what four do, and
/// nothing is copied to lay them side by side (docs/speed.md).
/// </remarks>
/// <param name="Skipped">1xSxHxW; null for nothing.</param>
/// <param name="Deeper">1xDxHxW, or half as high and wide where it is still to be doubled by repeating.</param>
/// <param name="IsToBeRepeated">Whether that is so.</param>
internal sealed record JoinedFeatures(Tensor? Skipped, Tensor Deeper, bool IsToBeRepeated = false);
