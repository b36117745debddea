namespace DipWeb.Engine.Specs;

/// <summary>How a network doubles its resolution.</summary>
public enum Upsampling
{
    /// <summary>Linear in both directions, corners not aligned.</summary>
    Bilinear,

    /// <summary>Each sample repeated.</summary>
    Nearest,
}
