using DipWeb.Engine.Devices;

namespace DipWeb.Jobs;

/// <summary>What computes the jobs of this server, as its compute process found it.</summary>
/// <param name="Device">The kind of device, which decides what some presets mean.</param>
/// <param name="Description">The device for people, for example “CPU, 2 threads”.</param>
/// <param name="Problem">Why nothing can be computed; null when it can.</param>
/// <param name="DeviceMemory">Bytes of the GPU's own memory; null where the CPU computes.</param>
public sealed record MachineReport(DeviceKind Device, string Description, string? Problem = null, long? DeviceMemory = null);
