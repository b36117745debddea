using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;

namespace DipWeb.Jobs;

/// <summary>A task as everyone sees it: enough to draw a form.</summary>
public sealed record TaskView
{
    public required string Id { get; init; }

    /// <summary>One sentence: what it does.</summary>
    public required string Summary { get; init; }

    /// <summary>One sentence: what it cannot do.</summary>
    public required string Limits { get; init; }

    /// <summary>Whether the task cannot begin before a mask says where the holes are.</summary>
    public required bool NeedsMask { get; init; }

    /// <summary>none, optional or required.</summary>
    public required string Mask { get; init; }

    /// <summary>none, optional or required.</summary>
    public required string Guide { get; init; }

    public required IReadOnlyList<TaskParameterView> Parameters { get; init; }

    public required IReadOnlyList<TaskPresetView> Presets { get; init; }

    /// <param name="task">The task.</param>
    /// <param name="device">What will compute: the presets depend on it.</param>
    public static TaskView Of(TaskDefinition task, DeviceKind device)
    {
        ArgumentNullException.ThrowIfNull(task);
        var balanced = task.Defaults(Preset.Balanced, device);
        return new TaskView
        {
            Id = task.Id,
            Summary = task.Summary,
            Limits = task.Limits,
            NeedsMask = task.NeedsMask,
            Mask = task.Mask.ToString().ToLowerInvariant(),
            Guide = task.Guide.ToString().ToLowerInvariant(),
            Parameters = [.. task.Parameters.Select(parameter => TaskParameterView.Of(parameter, balanced[parameter.Name]))],
            Presets = [.. Enum.GetValues<Preset>().Select(preset => new TaskPresetView(preset.ToString().ToLowerInvariant(), task.Defaults(preset, device)))],
        };
    }
}
