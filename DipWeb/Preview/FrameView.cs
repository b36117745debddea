namespace DipWeb.Preview;

/// <summary>A kept iterate.</summary>
public sealed record FrameView(int Iteration);
