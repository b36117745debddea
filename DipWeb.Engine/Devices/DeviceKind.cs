namespace DipWeb.Engine.Devices;

/// <summary>What computes: it decides which network gives the best picture per minute.</summary>
public enum DeviceKind
{
    /// <summary>The cores of the processor.</summary>
    Cpu,

    /// <summary>A CUDA device.</summary>
    Gpu,
}
