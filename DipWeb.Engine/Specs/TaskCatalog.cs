using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs.Tasks;

namespace DipWeb.Engine.Specs;

/// <summary>Every task, and the one way from a person's wish to a spec.</summary>
public static class TaskCatalog
{
    /// <summary>All tasks, in the order a person should see them. A new one joins by one entry.</summary>
    public static IReadOnlyList<TaskDefinition> All { get; } =
    [
        InpaintTask.Definition,
        DenoiseTask.Definition,
        FastDenoiseTask.Definition,
        SuperResolveTask.Definition,
        JpegTask.Definition,
        ImpulseTask.Definition,
        ScanlinesTask.Definition,
        MissingTask.Definition,
        ScrambleTask.Definition,
        FlashTask.Definition,
        WatermarkTask.Definition,
        RestoreTask.Definition,
    ];

    /// <summary>The task of that identifier.</summary>
    /// <param name="id">For example inpaint.</param>
    /// <exception cref="InvalidSpecException">task.unknown.</exception>
    public static TaskDefinition Find(string id) =>
        All.FirstOrDefault(task => task.Id == id)
        ?? throw new InvalidSpecException("task.unknown", $"There is no task “{id}”. The tasks are {string.Join(", ", All.Select(task => task.Id))}.");

    /// <summary>Reads a preset's name as on the wire: preview, balanced, best, paper.</summary>
    /// <param name="name">Lower case.</param>
    /// <exception cref="InvalidSpecException">preset.unknown.</exception>
    public static Preset ParsePreset(string name) => name switch
    {
        "preview" => Preset.Preview,
        "balanced" => Preset.Balanced,
        "best" => Preset.Best,
        "paper" => Preset.Paper,
        _ => throw new InvalidSpecException("preset.unknown", $"There is no preset “{name}”. The presets are preview, balanced, best, paper."),
    };

    /// <summary>The settings of a task under a preset, with some of them changed.</summary>
    /// <param name="task">Task identifier.</param>
    /// <param name="preset">Where the settings start from.</param>
    /// <param name="overrides">Parameter name to value, numbers in the invariant culture; null for none.</param>
    /// <param name="seed">Seed of the run's generator.</param>
    /// <param name="device">What will compute.</param>
    /// <exception cref="InvalidSpecException">task.unknown, param.unknown, param.range or param.choice.</exception>
    public static RestorationSpec CreateSpec(
        string task, Preset preset, IReadOnlyDictionary<string, string>? overrides, long seed, DeviceKind device = DeviceKind.Cpu) =>
        Find(task).CreateSpec(preset, overrides, seed, device);
}
