namespace DipWeb.Engine.Networks;

/// <summary>How a network doubles its resolution.</summary>
internal enum Upsampling
{
    /// <summary>Linear in both directions, corners not aligned.</summary>
    Bilinear,

    /// <summary>Each sample repeated.</summary>
    Nearest,
}
